package dev.storelatch.pages;

import dev.storelatch.core.Login;
import dev.storelatch.request.FormBody;
import dev.storelatch.request.LocalApi;
import dev.storelatch.request.QueryString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The page to which a log-in at an OpenID provider returns. */
@Controller
@ConditionalOnAccountPages
class ProviderPageController {

    static final String RETURN = "/account/login/provider/{provider}";

    private static final FormPage LOGIN = new FormPage("pages/login", Set.of(), "error.login-over");

    private final LocalApi api;
    private final FormResult result;
    private final ProviderLinks providers;
    private final MessageSource texts;

    ProviderPageController(LocalApi api, FormResult result, ProviderLinks providers, MessageSource texts) {
        this.api = api;
        this.result = result;
        this.providers = providers;
        this.texts = texts;
    }

    /**
     * Leads to the account, to the second step, or back to the log-in with a sentence about the failure. A code is worth nothing
     * without the cookie of the browser that has begun the log-in, so that a link with a stranger's code logs nobody in.
     */
    @GetMapping(RETURN)
    ModelAndView returned(
            @PathVariable String provider,
            QueryString query,
            @AuthenticationPrincipal @Nullable Login login,
            Locale locale) {
        ProviderReturn parameters = ProviderReturn.of(query);
        if (!parameters.code().isEmpty() && providers.has(provider)) {
            return exchange(provider, parameters.code(), locale);
        }
        String failure = login == null ? parameters.failure(texts, locale) : "";
        return failure.isEmpty()
                ? FormResult.seeOther(AccountPageController.PROFILE)
                : new ModelAndView(LOGIN.template(), Map.of("form", new FormView(FormBody.empty(), Map.of(), failure)));
    }

    private ModelAndView exchange(String provider, String code, Locale locale) {
        LocalApi.Answer answer = api.send("POST", "/store/auth/" + provider + "/token", Map.of("code", code));
        LocalApi.NextStep step = answer.nextStep();
        return step == null
                ? result.of(answer, AccountPageController.PROFILE, LOGIN, FormBody.empty(), locale)
                : new ModelAndView("pages/second-step", Map.of("form", FormView.NEW, "step", step));
    }
}
