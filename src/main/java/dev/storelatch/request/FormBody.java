package dev.storelatch.request;

import dev.storelatch.core.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form that a browser has sent as {@code application/x-www-form-urlencoded}. */
public final class FormBody {

    /** More than any of our forms has. Each field occupies much more memory than its text. */
    private static final int MAX_FIELDS = 32;

    private final Map<String, String> fields;

    private FormBody(Map<String, String> fields) {
        this.fields = fields;
    }

    /** A form that was not sent. */
    public static FormBody empty() {
        return new FormBody(Map.of());
    }

    /**
     * Parses a body (WHATWG URL Standard, "application/x-www-form-urlencoded parsing"). Of fields with the same name, the
     * first counts.
     *
     * @throws IllegalArgumentException if an escape sequence is malformed
     * @throws Failure.InvalidData if there are too many fields
     */
    public static FormBody parse(String body) {
        if (body.chars().filter(character -> character == '&').count() >= MAX_FIELDS) {
            throw new Failure.InvalidData("The form has more than %d fields".formatted(MAX_FIELDS));
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.putIfAbsent(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return new FormBody(fields);
    }

    /** Returns the value of a field; empty if it was not sent. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "FormBody[redacted]";
    }
}
