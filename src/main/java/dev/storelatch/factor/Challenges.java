package dev.storelatch.factor;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.factor.Challenge.Purpose;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes challenges and finds them again. A challenge is void when its account is not live any more or has a new token epoch,
 * which a new password, a new address and the end of all log-ins begin.
 */
@Component
class Challenges {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Base64url of 32 bytes (RFC 4648 §5). Anything else costs no statement. */
    private static final Pattern FORM = Pattern.compile("[\\w-]{43}");

    private static final int BYTES = 32;

    private final ChallengeRepository repository;
    private final AccountRegistry accounts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Challenges(ChallengeRepository repository, AccountRegistry accounts, Clock clock) {
        this.repository = repository;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A challenge with its account, which is live and has not changed. */
    record Open(Challenge challenge, Account account) {}

    /**
     * Makes a challenge.
     *
     * @return the text for the client
     */
    String issue(Purpose purpose, Account account, Set<String> methods, @Nullable String login) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        repository.insert(
                new Challenge(text, purpose, account.actor(), account.tokenEpoch(), methods, login),
                clock.instant().plus(LIFETIME));
        return text;
    }

    /** Finds a challenge that is valid now. Costs two SELECTs. */
    Optional<Open> find(Realm realm, String text) {
        return Optional.of(text)
                .filter(form -> FORM.matcher(form).matches())
                .flatMap(valid -> repository.find(realm, valid))
                .flatMap(challenge -> accounts.of(realm)
                        .find(challenge.actor())
                        .filter(account -> account.tokenEpoch() == challenge.epoch())
                        .map(account -> new Open(challenge, account)));
    }

    /**
     * Uses up a challenge, within the caller's transaction.
     *
     * @throws Failure.Unauthorized if another request has used it
     */
    void use(Challenge challenge) {
        if (!repository.delete(challenge)) {
            throw new Failure.Unauthorized("the challenge was used meanwhile");
        }
    }

    /**
     * Lets a challenge for setting up a factor open the log-in, within the caller's transaction.
     *
     * @throws Failure.Unauthorized if another request has used it
     */
    void prove(Challenge challenge, Set<String> methods) {
        if (!repository.advance(challenge, Purpose.PROVED, methods)) {
            throw new Failure.Unauthorized("the challenge was used meanwhile");
        }
    }
}
