package dev.storelatch.pages;

import dev.storelatch.request.FormBody;
import dev.storelatch.request.QueryString;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;

/**
 * The parameters by which a log-in at a provider returns to a page.
 *
 * @param code one-time code, if a second factor is due; empty without one
 * @param error reason of a failure, such as {@code access_denied}; empty without one
 */
record ProviderReturn(String code, String error) {

    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
    private static final String TEXT = "error.provider-";

    /** Reads the parameters; a malformed query has none. */
    static ProviderReturn of(QueryString query) {
        try {
            FormBody parameters = FormBody.parse(query.raw());
            return new ProviderReturn(parameters.get("code"), parameters.get("error"));
        } catch (IllegalArgumentException malformed) {
            return new ProviderReturn("", "");
        }
    }

    /** Returns the sentence about the failure; empty without one. */
    String failure(MessageSource texts, Locale locale) {
        if (error.isEmpty()) {
            return "";
        }
        String other = texts.getMessage(TEXT + "other", null, locale);
        return ERROR.matcher(error).matches()
                ? String.valueOf(texts.getMessage(TEXT + error.replace('_', '-'), null, other, locale))
                : other;
    }

    @Override
    public String toString() {
        return "ProviderReturn[redacted]";
    }
}
