package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutEvent;
import dev.storelatch.core.OtherLoginsRevoked;
import dev.storelatch.core.Realm;
import dev.storelatch.request.CredentialReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Log-ins by cookie. A session is one row that holds at most one account of each realm; it exists only while somebody is
 * logged in. A valid session wins over a token beside it.
 */
@Service
@Order(1)
public class Sessions implements CredentialReader {

    private final SessionRepository<? extends Session> repository;
    private final ConnectSidCookie cookie;
    private final SessionSettings settings;
    private final AccountSessionRepository rows;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Sessions(
            SessionRepository<? extends Session> repository,
            ConnectSidCookie cookie,
            SessionSettings settings,
            AccountSessionRepository rows,
            ApplicationEventPublisher events,
            Clock clock,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.repository = repository;
        this.cookie = cookie;
        this.settings = settings;
        this.rows = rows;
        this.events = events;
        this.clock = clock;
        this.request = request;
        this.response = response;
    }

    @Override
    public Optional<Actor> read(Realm realm, NativeWebRequest ignored) {
        return current().flatMap(session -> {
            Optional<Actor> actor = account(session, realm);
            if (actor.isPresent()) {
                touch(session);
            }
            return actor;
        });
    }

    /**
     * Logs the account in, within the caller's transaction: a new session takes the place of the request's old one and
     * keeps the other realm's log-in, so that an id known before is worth nothing afterwards (ASVS 7.2.4). The cookie is
     * sent once the transaction has been committed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logIn(Actor actor) {
        Optional<Actor> kept = otherLogin(actor.realm());
        if (kept.isPresent()) {
            rows.hold(kept.get());
            kept = otherLogin(actor.realm()); // it may have been ended just before
        }
        String id = insert(repository, actor, kept);
        rows.describe(id, Client.of(request));
        sentId().ifPresent(repository::deleteById);
        afterCommit(() -> cookie.writeCookieValue(new CookieValue(request, response, id)));
    }

    /**
     * Ends the realm's log-in in the request's session, if there is one. A session that still holds the other realm
     * stays; otherwise the row goes first, and then the cookie.
     */
    @Transactional
    public void logOut(Realm realm) {
        if (!cookie.isSentWith(request)) {
            return;
        }
        if (otherLogin(realm).isPresent()) {
            sentId().ifPresent(id -> rows.remove(id, realm.subjectClaim()));
            return;
        }
        sentId().ifPresent(repository::deleteById);
        CookieValue expired = new CookieValue(request, response, "");
        expired.setCookieMaxAge(0);
        afterCommit(() -> cookie.writeCookieValue(expired));
    }

    /** The account's live sessions, newest first. */
    List<ActiveSession> list(Actor actor) {
        return rows.list(actor, sentId().orElse(""));
    }

    /**
     * Ends one of the account's log-ins, which may be the request's own.
     *
     * @throws Failure.NotFound if the account has no such session
     */
    @Transactional
    void end(Actor actor, String handle) {
        if (rows.end(actor, handle, "") == 0) {
            throw new Failure.NotFound("Session with id: %s was not found".formatted(handle));
        }
    }

    /** Ends every log-in of the account, by cookie and by token, but for the session that asks for it. */
    @Transactional
    void endOthers(Actor actor) {
        events.publishEvent(new OtherLoginsRevoked(actor));
    }

    /** ASVS 7.4.3. */
    @EventListener
    void endOthers(LogoutEvent event) {
        rows.end(event.actor(), null, event.everywhere() ? "" : sentId().orElse(""));
    }

    /** What a row holds of the id in the request's cookie, whether there is such a row or not. A command has no request. */
    private Optional<String> sentId() {
        return RequestContextHolder.getRequestAttributes() == null
                ? Optional.empty()
                : cookie.readCookieValues(request).stream().findFirst();
    }

    private Optional<Actor> otherLogin(Realm realm) {
        return current().flatMap(session -> account(session, other(realm)));
    }

    private Optional<Session> current() {
        Instant now = clock.instant();
        return sentId().map(repository::findById)
                .filter(session -> now.isBefore(session.getLastAccessedTime().plus(settings.idleTimeout())))
                .filter(session -> now.isBefore(session.getCreationTime().plus(settings.absoluteTimeout())))
                .map(Session.class::cast);
    }

    private <S extends Session> String insert(SessionRepository<S> into, Actor actor, Optional<Actor> kept) {
        S session = into.createSession();
        session.setLastAccessedTime(clock.instant());
        kept.ifPresent(held -> session.setAttribute(held.realm().subjectClaim(), held.id()));
        session.setAttribute(actor.realm().subjectClaim(), actor.id());
        into.save(session);
        return session.getId();
    }

    private static Optional<Actor> account(Session session, Realm realm) {
        return Optional.ofNullable(session.<String>getAttribute(realm.subjectClaim()))
                .map(id -> new Actor(realm, id));
    }

    private static Realm other(Realm realm) {
        return Arrays.stream(Realm.values())
                .filter(candidate -> candidate != realm)
                .findFirst()
                .orElseThrow();
    }

    private void touch(Session session) {
        Instant now = clock.instant();
        boolean due = !session.getLastAccessedTime().isAfter(now.minus(settings.touchInterval()));
        if (due && rows.touch(session.getId(), now) && settings.rolling()) {
            cookie.renew(new CookieValue(request, response, session.getId()));
        }
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
