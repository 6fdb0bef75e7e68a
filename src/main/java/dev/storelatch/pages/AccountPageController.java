package dev.storelatch.pages;

import dev.storelatch.core.Login;
import dev.storelatch.request.FormBody;
import dev.storelatch.request.LocalApi;
import dev.storelatch.request.QueryString;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Pages for log-in, registration and a forgotten password, and those of the account, whose scripts call the API. */
@Controller
@ConditionalOnAccountPages
class AccountPageController {

    /** Path of the pages that have a form. As all paths, it matches in any letter case, unlike the names of templates. */
    static final String FORM = "/account/{page:login|register|forgot-password}";

    /** Path of the sections of the account; the first is at {@link #PROFILE}. */
    static final String SECTION = "/account/{page:addresses|orders|sessions|security|data}";

    static final String PROFILE = "/account";
    static final String LOGIN = "/account/login";
    static final String SECOND_STEP = "/account/login/second-step";
    static final String REGISTER = "/account/register";
    static final String REGISTERED = "/account/register/done";
    static final String FORGOT_PASSWORD = "/account/forgot-password";
    static final String LINK_REQUESTED = "/account/forgot-password/done";
    static final String LOGOUT = "/account/logout";

    private static final List<String> SECTIONS =
            List.of("profile", "addresses", "orders", "sessions", "security", "data");

    private final LocalApi api;
    private final FormResult result;
    private final ScriptTexts texts;
    private final MessageSource pageTexts;

    AccountPageController(LocalApi api, FormResult result, ScriptTexts texts, MessageSource pageTexts) {
        this.api = api;
        this.result = result;
        this.texts = texts;
        this.pageTexts = pageTexts;
    }

    @GetMapping(FORM)
    ModelAndView form(@PathVariable String page, @AuthenticationPrincipal @Nullable Login login) {
        return login == null
                ? new ModelAndView("pages/" + page.toLowerCase(Locale.ROOT), Map.of("form", FormView.NEW))
                : FormResult.seeOther(PROFILE);
    }

    @PostMapping(LOGIN)
    ModelAndView logIn(FormBody form, Locale locale) {
        LocalApi.Answer answer = api.send("POST", "/store/auth", fields(form, "email", "password"));
        LocalApi.NextStep step = answer.nextStep();
        return step == null
                ? result.of(answer, PROFILE, new FormPage("pages/login", Set.of("email"), "error.login"), form, locale)
                : secondStep(step, FormView.NEW);
    }

    /**
     * A challenge is in no address, so that it is in no log: the first step leads to this page by its response, and the page
     * has the challenge in a field. One that is over leads back to the first step.
     */
    @PostMapping(SECOND_STEP)
    ModelAndView proveSecondFactor(FormBody form, Locale locale) {
        LocalApi.Answer answer = form.get("code").isBlank()
                ? LocalApi.Answer.refused("code must be six digits")
                : api.send("POST", "/store/auth", SecondStep.body(form));
        LocalApi.NextStep step = answer.nextStep();
        if (step != null) {
            return secondStep(step, result.wrong("code", "error.code", form, locale));
        }
        boolean isOver = answer.status() == HttpStatus.UNAUTHORIZED.value();
        ModelAndView page = result.of(
                answer,
                PROFILE,
                new FormPage(isOver ? "pages/login" : "pages/second-step", Set.of("code"), "error.login-over"),
                form,
                locale);
        return isOver ? page : page.addObject("step", new LocalApi.NextStep(form.get("challenge"), List.of()));
    }

    private static ModelAndView secondStep(LocalApi.NextStep step, FormView form) {
        return new ModelAndView("pages/second-step", Map.of("form", form, "step", step));
    }

    @PostMapping(REGISTER)
    ModelAndView register(FormBody form, Locale locale) {
        LocalApi.Answer answer =
                api.send("POST", "/store/customers", fields(form, "first_name", "last_name", "email", "password"));
        return result.of(
                answer,
                REGISTERED,
                new FormPage("pages/register", Set.of("first_name", "last_name", "email", "password"), "error.login"),
                form,
                locale);
    }

    @PostMapping(FORGOT_PASSWORD)
    ModelAndView requestLink(FormBody form, Locale locale) {
        return result.of(
                api.send("POST", "/store/customers/password-token", fields(form, "email")),
                LINK_REQUESTED,
                new FormPage("pages/forgot-password", Set.of("email"), "error.login"),
                form,
                locale);
    }

    @PostMapping(LOGOUT)
    ModelAndView logOut() {
        api.send("DELETE", "/store/auth", Map.of());
        return FormResult.seeOther(LOGIN);
    }

    /** An account that can be used at once leads there; otherwise a mail was sent. */
    @GetMapping(REGISTERED)
    ModelAndView registered(@AuthenticationPrincipal @Nullable Login login) {
        return login == null
                ? new ModelAndView("pages/done", Map.of("page", "register"))
                : FormResult.seeOther(PROFILE);
    }

    @GetMapping(LINK_REQUESTED)
    ModelAndView linkRequested() {
        return new ModelAndView("pages/done", Map.of("page", "forgot-password"));
    }

    @GetMapping(PROFILE)
    ModelAndView profile(QueryString query, @AuthenticationPrincipal @Nullable Login login, Locale locale) {
        return account("profile", query, login, locale);
    }

    /** The query tells why an account at an OpenID provider could not be linked. */
    @GetMapping(SECTION)
    ModelAndView section(
            @PathVariable String page,
            QueryString query,
            @AuthenticationPrincipal @Nullable Login login,
            Locale locale) {
        return account(page.toLowerCase(Locale.ROOT), query, login, locale);
    }

    private ModelAndView account(String page, QueryString query, @Nullable Login login, Locale locale) {
        return login == null
                ? FormResult.seeOther(LOGIN)
                : new ModelAndView(
                        "pages/account",
                        Map.of(
                                "page",
                                page,
                                "sections",
                                SECTIONS,
                                "texts",
                                texts.forScripts(locale),
                                "failure",
                                ProviderReturn.of(query).failure(pageTexts, locale)));
    }

    /** Fields that were left empty are not sent, except those that the API requires. */
    private static Map<String, String> fields(FormBody form, String... names) {
        Map<String, String> fields = new HashMap<>();
        Stream.of(names)
                .filter(name -> !form.get(name).isEmpty() || name.equals("email") || name.equals("password"))
                .forEach(name -> fields.put(name, form.get(name)));
        return fields;
    }
}
