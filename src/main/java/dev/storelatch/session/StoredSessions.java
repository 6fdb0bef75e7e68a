package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** Finds, creates and deletes sessions by Spring Session's repository, and applies both timeouts by our clock. */
@Component
class StoredSessions {

    /** Follows the name of a realm in the name of the attribute that has the account's e-mail address. */
    static final String EMAIL_SUFFIX = ".email";

    /** Attribute with the session's public handle. */
    static final String HANDLE = "handle";

    private final SessionRepository<? extends Session> repository;
    private final SessionSettings settings;
    private final SessionIds ids;
    private final Clock clock;

    StoredSessions(
            SessionRepository<? extends Session> repository, SessionSettings settings, SessionIds ids, Clock clock) {
        this.repository = repository;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /** Finds the session that has not timed out. */
    Optional<Session> find(String storedId) {
        Instant now = clock.instant();
        return Optional.ofNullable(repository.findById(storedId))
                .filter(session -> now.isBefore(session.getLastAccessedTime().plus(settings.idleTimeout())))
                .filter(session -> now.isBefore(session.getCreationTime().plus(settings.absoluteTimeout())))
                .map(Session.class::cast);
    }

    /** Returns the live account of this realm in the session. */
    static Optional<Actor> account(Session session, Realm realm) {
        return Optional.ofNullable(session.<String>getAttribute(realm.id())).map(id -> new Actor(realm, id));
    }

    /** Returns the log-in of this realm in the session, if its account is live. */
    static Optional<Login> login(Session session, Realm realm) {
        return account(session, realm)
                .map(actor -> Login.bySession(
                        actor,
                        session.getRequiredAttribute(realm.id() + EMAIL_SUFFIX),
                        session.getId(),
                        session.getAttribute(HANDLE)));
    }

    /** Creates a session with these accounts and returns its id, which only the cookie may hold. */
    String create(Actor actor, Optional<Actor> other) {
        return create(Stream.concat(other.stream(), Stream.of(actor)).toList());
    }

    /** Creates a session that logs nobody in, and returns its id. */
    String createWithoutAccount() {
        return create(List.of());
    }

    private String create(List<Actor> accounts) {
        String id = ids.newId();
        ids.createWith(id, () -> create(repository, accounts));
        return id;
    }

    private <S extends Session> S create(SessionRepository<S> repository, List<Actor> accounts) {
        S session = repository.createSession();
        session.setLastAccessedTime(clock.instant());
        accounts.forEach(account -> session.setAttribute(account.realm().id(), account.id()));
        repository.save(session);
        return session;
    }
}
