package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/** Takes new passwords and checks given ones. A password is its UTF-8 bytes: nothing is trimmed, folded or cut off. */
@Service
public class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** On virtual threads, which cost nothing while they wait: about a second's refusals. */
    private static final int REFUSED_IN_LINE = 1_000;

    private final PasswordPolicy policy;
    private final HashingScheme current;
    private final WrappedScheme wrapped;
    private final List<HashFormat> forms;
    private final boolean medusaReadable;
    private final HashingExecutor permits;

    /** @param threads how many requests Tomcat serves at once: a quarter of them may wait for their turn to hash */
    @Autowired
    Passwords(
            PasswordSettings settings,
            @Value("${server.tomcat.threads.max:200}") int threads,
            Environment environment) {
        this(
                settings,
                new HashingExecutor(
                        settings.hashing().atOnce(),
                        threads / 4,
                        Threading.VIRTUAL.isActive(environment) ? REFUSED_IN_LINE : threads / 4,
                        PATIENCE),
                new Argon2idScheme(settings.argon2(), settings.hashing().atOnce()),
                new ScryptScheme());
        if (!settings.medusaReadable() && !settings.argon2().meetsOwaspMinimum()) {
            LOG.warn("storelatch.password.argon2 is below OWASP's minimum: 19MB with 2 iterations, 12MB with 3"
                    + " or 46MB with 1. Passwords of a stolen database are then found sooner.");
        }
    }

    Passwords(PasswordSettings settings, HashingExecutor permits, HashingScheme argon2id, HashingScheme scrypt) {
        this.permits = permits;
        policy = new PasswordPolicy(settings);
        current = settings.medusaReadable() ? scrypt : argon2id;
        wrapped = new WrappedScheme(argon2id);
        forms = List.of(argon2id, scrypt, wrapped);
        medusaReadable = settings.medusaReadable();
    }

    /**
     * Refuses a new password that breaks the policy. It costs no hash.
     *
     * @throws Failure.InvalidData with the first rule that is broken: length, bytes, common, the owner's e-mail address
     */
    public void checkNew(String password, EmailAddress owner) {
        policy.check(wellFormed(password), owner);
    }

    /**
     * The string to store. It is slow on purpose: hold no connection and no transaction while calling.
     *
     * @throws Failure.TooManyRequests if too much is being hashed already
     */
    public String hash(String password) {
        String text = wellFormed(password);
        return permits.take(() -> current.hash(text));
    }

    /**
     * Checks a log-in attempt, as {@link Place#verify}, for a caller who has looked the account up already.
     *
     * @throws Failure.TooManyRequests if too much is being hashed already; nothing was checked then
     */
    public Verification verify(@Nullable String password, @Nullable String storedHash) {
        try (Place place = enter()) {
            return place.verify(password, storedHash);
        }
    }

    /**
     * Takes a place among those who hash and wait for it, or is refused at once: a flood of log-ins must not even reach
     * the database.
     *
     * @throws Failure.TooManyRequests if there is none
     */
    public Place enter() {
        permits.enter();
        return new Place();
    }

    /** A place that its owner gives back by closing it. */
    public final class Place implements AutoCloseable {

        private Place() {}

        /**
         * Checks a log-in attempt. It costs one full-strength hash whatever the arguments, so that the time tells nobody
         * which accounts exist (ASVS 6.3.8). A hash in an old form costs its own check besides, which for Medusa's is
         * nothing; a wrapped one costs two if the password is right, which whoever gave it knows. Hold no connection and
         * no transaction while calling.
         *
         * @param password what was given as a password; null if it was no string
         * @param storedHash null if there is no such account, or it has no password
         * @throws Failure.TooManyRequests if its turn did not come in time; nothing was checked then
         */
        public Verification verify(@Nullable String password, @Nullable String storedHash) {
            String text = wellFormed(password == null ? "" : password);
            return permits.inTurn(() -> verifyNow(text, storedHash));
        }

        @Override
        public void close() {
            permits.leave();
        }
    }

    private Verification verifyNow(String text, @Nullable String storedHash) {
        if (text.isEmpty() || storedHash == null) {
            current.hash(text);
            return new Verification(false, null);
        }
        if (current.isCurrent(storedHash)) {
            return new Verification(current.matches(text, storedHash), null);
        }
        boolean matches = forms.stream().anyMatch(form -> form.matches(text, storedHash));
        if (!matches && !medusaReadable && wrapped.isCurrent(storedHash)) {
            // That was a full-strength hash already.
            return new Verification(false, null);
        }
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
