package dev.storelatch.pages;

import dev.storelatch.request.FormBody;
import java.util.Map;
import java.util.Set;

/**
 * A form as a template shows it.
 *
 * @param body the fields that were sent
 * @param errors texts beside the fields, by their names
 * @param failure text above the form; empty if there is none
 */
record FormView(FormBody body, Map<String, String> errors, String failure) {

    private static final Set<String> SECRETS = Set.of("password", "current_password", "code");

    /** A form that was not sent yet. */
    static final FormView NEW = new FormView(FormBody.empty(), Map.of(), "");

    /** Returns the value to show in a field; never a password or code. */
    public String value(String name) {
        return SECRETS.contains(name) ? "" : body.get(name);
    }

    /** Returns the text beside a field; empty if there is none. */
    public String error(String name) {
        return errors.getOrDefault(name, "");
    }
}
