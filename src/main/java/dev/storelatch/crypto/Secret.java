package dev.storelatch.crypto;

import dev.storelatch.core.StartupException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A signing key from the configuration. It prints as {@code [redacted]}. */
public final class Secret {

    /** RFC 2104 §3 and RFC 7518 §3.2: a key for HMAC-SHA-256 has at least as many bytes as the hash. */
    private static final int MINIMUM_BYTES = 32;

    private static final int MINIMUM_DISTINCT_CHARACTERS = 10;

    /** Examples from tutorials and templates that pass the other checks. */
    private static final Set<String> WELL_KNOWN = Set.of(
            "your-256-bit-secret-your-256-bit-secret",
            "a-string-secret-at-least-256-bits-long",
            "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
            "my-32-character-ultra-secure-and-ultra-long-secret",
            "3cfa76ef14937c1c0ea519f8fc057a80fcd04a7420f8e8bcd0a7567c272e007b",
            "012345678901234567890123456789XY",
            "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
            "secret-key-must-be-at-least-32-characters-long",
            "something-very-secret-something-very-secret");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Returns the configured text in UTF-8, as Node's {@code crypto} reads it. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks secrets that are listed newest first: the first one signs, all of them verify.
     *
     * @param setting the setting's name, for the message
     * @param variable the environment variable that sets it, for the message
     * @throws StartupException if there is none, or one is too short, has too few distinct characters, repeats one text
     *     or is well known (ASVS 13.3.1, RFC 8725 §3.5)
     */
    public static List<Secret> strong(List<Secret> secrets, String setting, String variable) {
        String action = "Make one with `openssl rand -base64 48` and set it as %s or %s.".formatted(variable, setting);
        if (secrets.isEmpty()) {
            throw new StartupException("%s has no secret.".formatted(setting), action);
        }
        for (int i = 0; i < secrets.size(); i++) {
            strong(secrets.get(i), "%s[%d]".formatted(setting, i), action);
        }
        return List.copyOf(secrets);
    }

    /**
     * Checks one secret.
     *
     * @param action the way to a better one, for the message
     * @throws StartupException if it is too short, has too few distinct characters, repeats one text or is well known
     */
    public static Secret strong(Secret secret, String setting, String action) {
        String weakness = secret.weakness();
        if (weakness != null) {
            throw new StartupException("%s %s.".formatted(setting, weakness), action);
        }
        return secret;
    }

    private @Nullable String weakness() {
        if (bytes().length < MINIMUM_BYTES) {
            return "is shorter than %d bytes".formatted(MINIMUM_BYTES);
        }
        if (WELL_KNOWN.contains(value)) {
            return "is a well-known example";
        }
        if (value.chars().distinct().count() < MINIMUM_DISTINCT_CHARACTERS) {
            return "has fewer than %d different characters".formatted(MINIMUM_DISTINCT_CHARACTERS);
        }
        if (repeatsOneText()) {
            return "repeats one text";
        }
        return null;
    }

    /** Returns whether this is a shorter secret, written several times to be long enough. */
    private boolean repeatsOneText() {
        return (value + value).indexOf(value, 1) < value.length();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
