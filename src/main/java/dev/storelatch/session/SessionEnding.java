package dev.storelatch.session;

import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.SessionsEnded;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Ends the session of a request. Of several requests that end it, one publishes that. */
@Component
class SessionEnding {

    private final SessionDetailRepository repository;
    private final ApplicationEventPublisher events;

    SessionEnding(SessionDetailRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    /**
     * Deletes the session.
     *
     * @param ended the log-in that ends with it; empty if there is none, or it had ended before
     */
    void end(String storedId, Optional<Login> ended, LogoutReason reason) {
        if (repository.delete(storedId)) {
            ended.ifPresent(login -> publish(login, reason));
        }
    }

    /** Ends one log-in of a session that still holds another. */
    void end(Login login, LogoutReason reason) {
        if (repository.removeLogin(
                Objects.requireNonNull(login.sessionId()), login.actor().realm())) {
            publish(login, reason);
        }
    }

    private void publish(Login login, LogoutReason reason) {
        String handle = Objects.requireNonNull(login.sessionHandle());
        events.publishEvent(new SessionsEnded(login.actor(), reason, List.of(handle)));
    }
}
