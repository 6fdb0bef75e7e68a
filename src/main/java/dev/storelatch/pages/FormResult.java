package dev.storelatch.pages;

import dev.storelatch.pages.ApiMistake.Found;
import dev.storelatch.request.FormBody;
import dev.storelatch.request.LocalApi.Answer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Turns what the API has answered to a form into the next page (post/redirect/get), or the same page with texts about mistakes. */
@Component
class FormResult {

    /** Messages of the API about the token of a mailed link. */
    private static final Pattern LINK_REFUSED = Pattern.compile("[Tt]oken |Invalid invite");

    private final MessageSource texts;

    FormResult(MessageSource texts) {
        this.texts = texts;
    }

    /** Returns the redirect to a page of ours, by {@code 303 See Other}. */
    static ModelAndView seeOther(String path) {
        RedirectView redirect = new RedirectView(path);
        redirect.setHttp10Compatible(false);
        return new ModelAndView(redirect);
    }

    /** Returns the next page, or the form with the status of the answer. */
    ModelAndView of(Answer answer, String next, FormPage page, FormBody form, Locale locale) {
        return answer.succeeded() ? seeOther(next) : withErrors(answer, page, form, locale);
    }

    /** Returns the form with a text beside a field. */
    FormView wrong(String field, String key, FormBody form, Locale locale) {
        return new FormView(form, Map.of(field, text(locale, key)), text(locale, "error.fields"));
    }

    private ModelAndView withErrors(Answer answer, FormPage form, FormBody body, Locale locale) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Found found : ApiMistake.in(answer)) {
            if (form.fields().contains(found.field())) {
                errors.putIfAbsent(found.field(), text(locale, found.mistake().key(), found.argument()));
            }
        }
        String failure = errors.isEmpty() ? failure(answer, form.unauthorized(), locale) : text(locale, "error.fields");
        ModelAndView page = new ModelAndView(form.template(), Map.of("form", new FormView(body, errors, failure)));
        page.setStatus(HttpStatusCode.valueOf(answer.status()));
        return page;
    }

    private String failure(Answer answer, String unauthorized, Locale locale) {
        if (LINK_REFUSED.matcher(answer.message()).lookingAt()) {
            return text(locale, unauthorized);
        }
        return switch (answer.status()) {
            case 401 -> text(locale, unauthorized);
            case 429 -> text(locale, "error.limited", minutes(answer.retryAfter()));
            case 400, 422 -> text(locale, "error.refused", answer.message());
            default -> text(locale, "error.unavailable");
        };
    }

    private static long minutes(@Nullable String seconds) {
        return seconds == null ? 1 : Math.max(1, (Long.parseLong(seconds) + 59) / 60);
    }

    private String text(Locale locale, String key, @Nullable Object... arguments) {
        return texts.getMessage(key, arguments, locale);
    }
}
