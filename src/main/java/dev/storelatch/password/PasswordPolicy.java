package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** Rules for new passwords (ASVS 6.2.1, 6.2.4, 6.2.9, 6.2.11). There are none about their composition (6.2.5). */
final class PasswordPolicy {

    /** Enough for a sentence in any script, and short enough that no password keeps the server busy. */
    private static final int MAXIMUM_BYTES = 1024;

    private final int minimumLength;
    private final Set<String> common;

    PasswordPolicy(PasswordSettings settings) {
        minimumLength = settings.minLength();
        common = settings.blocklist() ? commonPasswords() : Set.of();
    }

    /** @throws Failure.InvalidData with the first rule that the password breaks */
    void check(String password, EmailAddress owner) {
        if (password.codePointCount(0, password.length()) < minimumLength) {
            throw new Failure.InvalidData("password must be longer than or equal to " + minimumLength + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
            throw new Failure.InvalidData("password must not be longer than " + MAXIMUM_BYTES + " bytes");
        }
        String lowerCase = password.toLowerCase(Locale.ROOT);
        if (common.contains(lowerCase)) {
            throw new Failure.InvalidData("password is too common");
        }
        String email = owner.value();
        if (lowerCase.equals(email) || lowerCase.equals(email.substring(0, Math.max(0, email.lastIndexOf('@'))))) {
            throw new Failure.InvalidData("password must not be the email");
        }
    }

    private static Set<String> commonPasswords() {
        try {
            return new ClassPathResource("common-passwords.txt", PasswordPolicy.class)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }
}
