package dev.storelatch.session;

import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds that the cookie of the last log-ins was not sent back. A request within the touch interval after the log-in writes no
 * last access, so a session tells nothing before its end, and afterwards only whether it was used later.
 */
@Component
class UnusedSessionCheck implements SignInCheck {

    private final AccountSessionRepository repository;
    private final SessionSettings settings;
    private final Clock clock;

    UnusedSessionCheck(AccountSessionRepository repository, SessionSettings settings, Clock clock) {
        this.repository = repository;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        Instant decided = clock.instant().minus(settings.longestTouchInterval());
        List<ActiveSession> unused = repository.list(account.actor(), "").stream()
                .dropWhile(session -> session.createdAt().isAfter(decided))
                .takeWhile(session -> session.lastSeenAt().equals(session.createdAt()))
                .toList();
        return unused.isEmpty() ? Stream.empty() : Stream.of(cause(unused));
    }

    private SignInCause cause(List<ActiveSession> unused) {
        return SignInCause.of(
                        SignInCause.Code.COOKIE_NOT_RETURNED,
                        ("The last log-in by cookie succeeded, but its session was not used after the first %d seconds"
                                        + " (sessions: %d). Unless the person has left, the browser does not send the cookie"
                                        + " back: the command doctor finds the reason.")
                                .formatted(settings.longestTouchInterval().toSeconds(), unused.size()))
                .since(unused.get(unused.size() - 1).createdAt());
    }
}
