package dev.storelatch.session;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutEvent;
import dev.storelatch.core.OtherLoginsRevoked;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sessions of an account: lists them and ends them (ASVS 7.4.3, 7.5.2). */
@Service
class SessionList {

    private final AccountSessionRepository repository;
    private final ApplicationEventPublisher events;

    SessionList(AccountSessionRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    /** Returns the live sessions of the caller, newest first. */
    List<ActiveSession> list(Login login) {
        return repository.list(login.actor(), storedId(login.sessionId()));
    }

    /**
     * Ends one session of the caller, which may be that of the request.
     *
     * @throws Failure.NotFound if the account has no such session
     */
    @Transactional
    void end(Login login, String handle) {
        if (!repository.end(login.actor(), handle)) {
            throw new Failure.NotFound("Session with id: %s was not found".formatted(handle));
        }
    }

    /** Ends every log-in of the caller, by cookie and by token, except the session of the request. */
    @Transactional
    void endOthers(Login login) {
        events.publishEvent(new OtherLoginsRevoked(login.actor(), login.sessionId()));
    }

    @EventListener
    void onLogout(LogoutEvent event) {
        repository.endAllExcept(event.actor(), storedId(event.continuingSession()));
    }

    private static String storedId(@Nullable String sessionId) {
        return Objects.requireNonNullElse(sessionId, "");
    }
}
