package dev.storelatch.passkey;

import dev.storelatch.request.JsonBody;

/** Reads the name of a passkey, by which its owner tells it from others. */
final class PasskeyName {

    private static final String DEFAULT = "Passkey";
    private static final String PROPERTY = "name";
    private static final int MAX_LENGTH = 100;

    private PasskeyName() {}

    static String readOptional(JsonBody body) {
        String name = body.optionalString(PROPERTY, MAX_LENGTH).value();
        return name == null ? DEFAULT : checked(body, name);
    }

    static String read(JsonBody body) {
        String name = body.string(PROPERTY);
        if (name.length() > MAX_LENGTH) {
            body.mistake("%s must be shorter than or equal to %d characters".formatted(PROPERTY, MAX_LENGTH));
        }
        return checked(body, name);
    }

    private static String checked(JsonBody body, String name) {
        if (name.isBlank()) {
            body.mistake(PROPERTY + " should not be empty");
        }
        return name.strip();
    }
}
