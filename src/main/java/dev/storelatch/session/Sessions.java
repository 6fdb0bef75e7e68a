package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialReader;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Realm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.NativeWebRequest;

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
    private final JdbcClient jdbc;
    private final Clock clock;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Sessions(
            SessionRepository<? extends Session> repository,
            ConnectSidCookie cookie,
            SessionSettings settings,
            JdbcClient jdbc,
            Clock clock,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.repository = repository;
        this.cookie = cookie;
        this.settings = settings;
        this.jdbc = jdbc;
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
        Optional<Session> old = current();
        String id = insert(repository, actor, old);
        old.map(Session::getId).ifPresent(repository::deleteById);
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
        Optional<Session> session = current();
        if (session.flatMap(held -> account(held, other(realm))).isPresent()) {
            session.ifPresent(held -> remove(held.getId(), realm));
            return;
        }
        session.map(Session::getId).ifPresent(repository::deleteById);
        CookieValue expired = new CookieValue(request, response, "");
        expired.setCookieMaxAge(0);
        afterCommit(() -> cookie.writeCookieValue(expired));
    }

    /**
     * Ends the account's other log-ins, and the sessions left with none, in the transaction that changed its credentials
     * (ASVS 7.4.3). After a reset that is all of them.
     */
    @EventListener
    void endOthers(CredentialsChanged change) {
        String current =
                change.everywhere() ? "" : current().map(Session::getId).orElse("");
        jdbc.sql("""
                with ended as (
                    delete from storelatch.session_attributes a
                    using storelatch.session s
                    where s.primary_id = a.session_primary_id and s.session_id <> :current
                      and a.attribute_name = :name and a.attribute_bytes = convert_to(:account, 'UTF8')
                    returning a.session_primary_id
                )
                delete from storelatch.session s
                using ended
                where s.primary_id = ended.session_primary_id
                  and not exists (select from storelatch.session_attributes other
                                  where other.session_primary_id = s.primary_id and other.attribute_name <> :name)
                """)
                .param("current", current)
                .param("name", change.actor().realm().subjectClaim())
                .param("account", change.actor().id())
                .update();
    }

    private Optional<Session> current() {
        Instant now = clock.instant();
        return cookie.readCookieValues(request).stream()
                .findFirst()
                .map(repository::findById)
                .filter(session -> now.isBefore(session.getLastAccessedTime().plus(settings.idleTimeout())))
                .filter(session -> now.isBefore(session.getCreationTime().plus(settings.absoluteTimeout())))
                .map(Session.class::cast);
    }

    private <S extends Session> String insert(SessionRepository<S> into, Actor actor, Optional<Session> old) {
        S session = into.createSession();
        session.setLastAccessedTime(clock.instant());
        old.flatMap(held -> account(held, other(actor.realm())))
                .ifPresent(kept -> session.setAttribute(kept.realm().subjectClaim(), kept.id()));
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

    /** The repository's own UPDATE would write the session's id back, and so undo what another request has ended. */
    private void remove(String id, Realm realm) {
        jdbc.sql("""
                delete from storelatch.session_attributes a
                using storelatch.session s
                where s.primary_id = a.session_primary_id and s.session_id = :id and a.attribute_name = :name
                """).param("id", id).param("name", realm.subjectClaim()).update();
    }

    /** Writes the last access at most once an interval, and never an earlier one than another request has written. */
    private void touch(Session session) {
        Instant now = clock.instant();
        Instant due = now.minus(settings.touchInterval());
        if (session.getLastAccessedTime().isAfter(due)) {
            return;
        }
        int written = jdbc.sql("""
                update storelatch.session
                set last_access_time = :now, expiry_time = :now + max_inactive_interval * 1000::bigint
                where session_id = :id and last_access_time <= :due
                """)
                .param("now", now.toEpochMilli())
                .param("due", due.toEpochMilli())
                .param("id", session.getId())
                .update();
        if (written > 0 && settings.rolling()) {
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
