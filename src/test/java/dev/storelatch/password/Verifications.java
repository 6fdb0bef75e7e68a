package dev.storelatch.password;

import dev.storelatch.password.Passwords.Admission;
import dev.storelatch.password.Passwords.Verification;
import org.jspecify.annotations.Nullable;

/** Verifications of single passwords, by the calls of a log-in. */
public final class Verifications {

    private Verifications() {}

    /** Verifies the password as {@link PasswordAuthentication} does. */
    public static Verification verify(Passwords passwords, String password, @Nullable String storedHash) {
        try (Admission admission = passwords.admit(() -> false)) {
            return admission.verify(password, storedHash);
        }
    }
}
