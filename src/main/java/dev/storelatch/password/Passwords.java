package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Hashes new passwords and verifies given ones. A password is its UTF-8 bytes: nothing is trimmed, folded or cut off. */
@Service
public class Passwords {

    private final PasswordPolicy policy;
    private final BreachCheck breaches;
    private final PasswordHashes hashes;
    private final HashingExecutor executor;

    Passwords(PasswordPolicy policy, BreachCheck breaches, PasswordHashes hashes, HashingExecutor executor) {
        this.policy = policy;
        this.breaches = breaches;
        this.hashes = hashes;
        this.executor = executor;
    }

    /**
     * The outcome of an attempt.
     *
     * @param replacement the hash to store instead of the verified one; null if that is up to date or did not match
     */
    public record Verification(boolean matches, @Nullable String replacement) {

        @Override
        public String toString() {
            return "Verification[matches=" + matches + "]";
        }
    }

    /**
     * Checks a new password against the policy, and then for data breaches if that is enabled. It takes no hash, but may ask
     * another server: the caller may hold no connection and no transaction.
     *
     * @throws Failure.InvalidData with the first rule that is broken: length, bytes, common, the owner's e-mail address,
     *     breached
     * @throws Failure.ServiceUnavailable if it could not be checked for breaches, and such passwords are refused
     */
    public void checkNew(String password, EmailAddress owner) {
        String text = wellFormed(password);
        policy.check(text, owner);
        breaches.check(text);
    }

    /**
     * Returns the hash to store. It is slow on purpose: the caller may hold no connection and no transaction.
     *
     * @throws Failure.TooManyRequests if the hashing queue is full or the wait was too long
     */
    public String hash(String password) {
        String text = wellFormed(password);
        return executor.run(() -> hashes.hash(text));
    }

    /**
     * Refuses the caller before any other work if the hashing queue is full: a flood of log-ins must not reach the database.
     *
     * @param mayUseReserved is asked only if all but the reserved places are taken
     * @throws Failure.TooManyRequests if the queue is full
     */
    public void requirePlace(BooleanSupplier mayUseReserved) {
        executor.requirePlace(mayUseReserved);
    }

    /**
     * Admits the caller to the hashing queue.
     *
     * @param mayUseReserved as for {@link #requirePlace}
     * @throws Failure.TooManyRequests if the queue is full
     */
    public Admission admit(BooleanSupplier mayUseReserved) {
        return new Admission(executor.admit(mayUseReserved));
    }

    /** A place in the hashing queue, which closing it gives back. */
    public final class Admission implements AutoCloseable {

        private final HashingExecutor.Admission admission;

        private Admission(HashingExecutor.Admission admission) {
            this.admission = admission;
        }

        /**
         * Verifies a password. It takes the time of one full-strength hash whatever the arguments, so that the time does not
         * reveal which accounts exist (ASVS 6.3.8). The caller may hold no connection and no transaction.
         *
         * @param storedHash null if there is no such account, or it has no password
         * @throws Failure.TooManyRequests if the wait was too long; nothing was verified then
         */
        public Verification verify(String password, @Nullable String storedHash) {
            String text = wellFormed(password);
            return admission.run(() -> hashes.verify(text, storedHash));
        }

        @Override
        public void close() {
            admission.close();
        }
    }

    /** Replaces unpaired surrogates, which have no UTF-8, by U+FFFD as Node does, and with it Medusa. */
    private static String wellFormed(String password) {
        StringBuilder text = new StringBuilder(password.length());
        password.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
