package dev.storelatch.pages;

import dev.storelatch.request.FormBody;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the form of the second step of a log-in: one field is for the code of an app and for a recovery code. */
final class SecondStep {

    /** As apps show it, in one or two groups. A recovery code is longer. */
    private static final Pattern CODE_OF_APP = Pattern.compile("\\d{3}\\s?\\d{3}");

    private SecondStep() {}

    /** Returns the body for the API. */
    static Map<String, String> body(FormBody form) {
        String code = form.get("code").strip();
        return CODE_OF_APP.matcher(code).matches()
                ? Map.of("challenge", form.get("challenge"), "code", code.replaceAll("\\s", ""))
                : Map.of("challenge", form.get("challenge"), "recovery_code", code);
    }
}
