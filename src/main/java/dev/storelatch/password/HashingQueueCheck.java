package dev.storelatch.password;

import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds that this server has lately refused log-ins of any account, since too many passwords were hashed at once. */
@Component
class HashingQueueCheck implements SignInCheck {

    private static final Duration LATELY = Duration.ofMinutes(10);

    private final HashingExecutor executor;
    private final Clock clock;

    HashingQueueCheck(HashingExecutor executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        return executor.sinceLastRefusal().filter(age -> age.compareTo(LATELY) < 0).stream()
                .map(age -> cause(clock.instant().minus(age)));
    }

    private static SignInCause cause(Instant refusal) {
        return SignInCause.of(
                        SignInCause.Code.HASHING_QUEUE_FULL,
                        "This server was too busy to check passwords, last at %s, and asked clients to try again."
                                .formatted(SignInCause.text(refusal)))
                .since(refusal);
    }
}
