package dev.storelatch.pages;

import dev.storelatch.request.FormBody;
import dev.storelatch.request.LocalApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Pages of mailed links. To open one changes nothing, since programs that check mails do so, too; to send its form does. */
@Controller
@ConditionalOnBooleanProperty(name = "storelatch.pages.enabled", matchIfMissing = true)
class LinkPageController {

    /** Paths of the forms. */
    static final String[] FORMS = {
        "/account/reset-password", "/account/confirm-email", "/account/undo-email", "/account/claim-orders"
    };

    /** Path of the page after each form. */
    static final String DONE = "/account/{page:reset-password|confirm-email|undo-email|claim-orders}/done";

    private final LocalApi api;
    private final FormResult result;

    LinkPageController(LocalApi api, FormResult result) {
        this.api = api;
        this.result = result;
    }

    @GetMapping("/account/reset-password")
    ModelAndView resetPassword() {
        return page("reset-password");
    }

    @PostMapping("/account/reset-password")
    ModelAndView resetPassword(FormBody form, Locale locale) {
        String email = form.get("email").isEmpty() ? MailedToken.email(form.get("link")) : form.get("email");
        Map<String, String> body = token(form);
        body.put("email", email);
        body.put("password", form.get("password"));
        if (form.get("password").isEmpty()) {
            // The API accepts an empty password, and changes nothing.
            return result.of(
                    LocalApi.Answer.refused("password must be a string"), "", form("reset-password"), form, locale);
        }
        return send("reset-password", "/store/customers/password-reset", body, form, locale);
    }

    @GetMapping("/account/confirm-email")
    ModelAndView confirmEmail() {
        return page("confirm-email");
    }

    @PostMapping("/account/confirm-email")
    ModelAndView confirmEmail(FormBody form, Locale locale) {
        Map<String, String> body = token(form);
        if (!form.get("password").isEmpty()) {
            body.put("password", form.get("password"));
        }
        return send("confirm-email", "/store/customers/email-confirm", body, form, locale);
    }

    @GetMapping("/account/undo-email")
    ModelAndView undoEmail() {
        return page("undo-email");
    }

    @PostMapping("/account/undo-email")
    ModelAndView undoEmail(FormBody form, Locale locale) {
        return send("undo-email", "/store/customers/email-undo", token(form), form, locale);
    }

    @GetMapping("/account/claim-orders")
    ModelAndView claimOrders() {
        return page("claim-orders");
    }

    @PostMapping("/account/claim-orders")
    ModelAndView claimOrders(FormBody form, Locale locale) {
        return send("claim-orders", "/store/orders/customer/confirm", token(form), form, locale);
    }

    @GetMapping(DONE)
    ModelAndView done(@PathVariable String page) {
        return new ModelAndView("pages/done", Map.of("page", page.toLowerCase(Locale.ROOT)));
    }

    private static ModelAndView page(String name) {
        return new ModelAndView("pages/" + name, Map.of("form", FormView.NEW));
    }

    private static Map<String, String> token(FormBody form) {
        Map<String, String> body = new HashMap<>();
        body.put("token", MailedToken.of(form.get("link")));
        return body;
    }

    private ModelAndView send(String page, String route, Map<String, String> body, FormBody form, Locale locale) {
        return result.of(api.send("POST", route, body), "/account/" + page + "/done", form(page), form, locale);
    }

    private static FormPage form(String page) {
        return new FormPage("pages/" + page, Set.of("email", "password"), "error.link");
    }
}
