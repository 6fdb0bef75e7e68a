package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/** Takes new passwords and checks given ones. A password is its UTF-8 bytes: nothing is trimmed, folded or cut off. */
@Service
public class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private final PasswordPolicy policy;
    private final HashingScheme current;
    private final List<HashingScheme> schemes;

    @Autowired
    Passwords(PasswordSettings settings) {
        this(settings, new Argon2idScheme(settings.argon2()), new ScryptScheme());
        if (!settings.medusaReadable() && !settings.argon2().meetsOwaspMinimum()) {
            LOG.warn("storelatch.password.argon2 is below OWASP's minimum: 19MB with 2 iterations, 12MB with 3"
                    + " or 46MB with 1. Passwords of a stolen database are then found sooner.");
        }
    }

    Passwords(PasswordSettings settings, HashingScheme argon2id, HashingScheme scrypt) {
        policy = new PasswordPolicy(settings);
        current = settings.medusaReadable() ? scrypt : argon2id;
        schemes = List.of(argon2id, scrypt);
    }

    /**
     * Refuses a new password that breaks the policy. It costs no hash.
     *
     * @throws Failure.InvalidData with the first rule that is broken: length, bytes, common, the owner's e-mail address
     */
    public void checkNew(String password, EmailAddress owner) {
        policy.check(wellFormed(password), owner);
    }

    /** The string to store. It is slow on purpose: hold no connection and no transaction while calling. */
    public String hash(String password) {
        return current.hash(wellFormed(password));
    }

    /**
     * Checks a log-in attempt. It costs one full-strength hash whatever the arguments, so that the time tells nobody
     * which accounts exist (ASVS 6.3.8). A hash in an old form costs its own check besides, which for Medusa's is
     * nothing. Hold no connection and no transaction while calling.
     *
     * @param password what was given as a password; null if it was no string
     * @param storedHash null if there is no such account, or it has no password
     */
    public Verification verify(@Nullable String password, @Nullable String storedHash) {
        String text = wellFormed(password == null ? "" : password);
        if (text.isEmpty() || storedHash == null) {
            current.hash(text);
            return new Verification(false, null);
        }
        if (current.isCurrent(storedHash)) {
            return new Verification(current.matches(text, storedHash), null);
        }
        boolean matches = schemes.stream().anyMatch(scheme -> scheme.matches(text, storedHash));
        String fresh = current.hash(text);
        return new Verification(matches, matches ? fresh : null);
    }

    /** Half a surrogate pair has no UTF-8; Node, and so Medusa, hashes U+FFFD in its place. */
    private static String wellFormed(String password) {
        StringBuilder text = new StringBuilder(password.length());
        password.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    /**
     * The outcome of an attempt.
     *
     * @param replacement what to store instead of the verified hash; null if that is up to date or did not match
     */
    public record Verification(boolean matches, @Nullable String replacement) {

        @Override
        public String toString() {
            return "Verification[matches=" + matches + "]";
        }
    }
}
