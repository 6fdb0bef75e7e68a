package dev.storelatch.pages;

import dev.storelatch.request.FormBody;
import dev.storelatch.request.LocalApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Pages beside the console, for users who cannot log in there yet: those of mailed links, and a forgotten password. To open
 * one changes nothing.
 */
@Controller
@ConditionalOnConsole
class UserPageController {

    /** Path of the forms. */
    static final String FORM = "/console/{page:reset-password|accept-invite|forgot-password}";

    /** Path of the page after each form. */
    static final String DONE = FORM + "/done";

    static final String RESET_PASSWORD = "/console/reset-password";
    static final String ACCEPT_INVITE = "/console/accept-invite";
    static final String FORGOT_PASSWORD = "/console/forgot-password";

    /** Path of the console, which a user logs in to. */
    private static final String CONSOLE = "/console";

    private final LocalApi api;
    private final FormResult result;

    UserPageController(LocalApi api, FormResult result) {
        this.api = api;
        this.result = result;
    }

    @GetMapping(FORM)
    ModelAndView form(@PathVariable String page) {
        return new ModelAndView(template(page), Map.of("form", FormView.NEW));
    }

    @PostMapping(RESET_PASSWORD)
    ModelAndView resetPassword(FormBody form, Locale locale) {
        Map<String, Object> body = token(form);
        body.put("password", form.get("password"));
        String email = form.get("email").isEmpty() ? MailedToken.email(form.get("link")) : form.get("email");
        if (!email.isEmpty()) {
            body.put("email", email);
        }
        return send("reset-password", "/admin/users/reset-password", body, form, locale);
    }

    @PostMapping(ACCEPT_INVITE)
    ModelAndView acceptInvite(FormBody form, Locale locale) {
        Map<String, Object> user = new HashMap<>();
        user.put("password", form.get("password"));
        Stream.of("first_name", "last_name")
                .filter(name -> !form.get(name).isEmpty())
                .forEach(name -> user.put(name, form.get(name)));
        Map<String, Object> body = token(form);
        body.put("user", user);
        return send("accept-invite", "/admin/invites/accept", body, form, locale);
    }

    @PostMapping(FORGOT_PASSWORD)
    ModelAndView requestLink(FormBody form, Locale locale) {
        return send("forgot-password", "/admin/users/password-token", Map.of("email", form.get("email")), form, locale);
    }

    @GetMapping(DONE)
    ModelAndView done(@PathVariable String page) {
        return new ModelAndView(
                "pages/done", Map.of("page", "user-" + page.toLowerCase(Locale.ROOT), "login", CONSOLE));
    }

    private static String template(String page) {
        return "pages/user-" + page.toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> token(FormBody form) {
        Map<String, Object> body = new HashMap<>();
        body.put("token", MailedToken.of(form.get("link")));
        return body;
    }

    private ModelAndView send(String page, String route, Map<String, ?> body, FormBody form, Locale locale) {
        return result.of(
                api.send("POST", route, body),
                CONSOLE + "/" + page + "/done",
                new FormPage(template(page), Set.of("first_name", "last_name", "email", "password"), "error.link"),
                form,
                locale);
    }
}
