package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutEvent;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.OtherLoginsRevoked;
import dev.storelatch.core.SessionsEnded;
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
        return list(login.actor(), login);
    }

    /**
     * Returns the live sessions of an account for an administrator, newest first.
     *
     * @param caller log-in of the administrator, whose own session is the current one
     */
    List<ActiveSession> list(Actor account, Login caller) {
        return repository.list(account, storedId(caller.sessionId()));
    }

    /**
     * Ends one session of the account.
     *
     * @throws Failure.NotFound if the account has no such session
     */
    @Transactional
    void end(Actor account, String handle, LogoutReason reason) {
        if (!repository.end(account, handle)) {
            throw new Failure.NotFound("Session with id: %s was not found".formatted(handle));
        }
        events.publishEvent(new SessionsEnded(account, reason, List.of(handle)));
    }

    /** Ends every log-in of the caller, by cookie and by token, except the session of the request. */
    @Transactional
    void endOthers(Login login) {
        events.publishEvent(new OtherLoginsRevoked(login.actor(), LogoutReason.ENDED_BY_OWNER, login.sessionId()));
    }

    /** Ends every log-in of an account, by cookie and by token, for an administrator. */
    @Transactional
    void endAll(Actor account) {
        events.publishEvent(new OtherLoginsRevoked(account, LogoutReason.ENDED_BY_ADMINISTRATOR, null));
    }

    @EventListener
    void onLogout(LogoutEvent event) {
        List<String> ended = repository.endAllExcept(event.actor(), storedId(event.continuingSession()));
        if (!ended.isEmpty()) {
            events.publishEvent(new SessionsEnded(event.actor(), event.reason(), ended));
        }
    }

    private static String storedId(@Nullable String sessionId) {
        return Objects.requireNonNullElse(sessionId, "");
    }
}
