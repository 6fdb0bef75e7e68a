package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Logs accounts in and out by cookie. A session is one row that holds at most one account of each realm; it exists only
 * while somebody is logged in.
 */
@Service
public class Sessions {

    private final StoredSessions sessions;
    private final SessionCookie cookie;
    private final SecureCookieCheck cookieCheck;
    private final AccountSessionRepository accountSessions;
    private final SessionDetailRepository details;
    private final SessionEnding ending;

    Sessions(
            StoredSessions sessions,
            SessionCookie cookie,
            SecureCookieCheck cookieCheck,
            AccountSessionRepository accountSessions,
            SessionDetailRepository details,
            SessionEnding ending) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.cookieCheck = cookieCheck;
        this.accountSessions = accountSessions;
        this.details = details;
        this.ending = ending;
    }

    /**
     * Logs the account in, within the caller's transaction: a new session replaces that of the request and keeps the other
     * realm's log-in, so that an id known before the log-in is useless after it (ASVS 7.2.4).
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     * @return the {@code Set-Cookie} header to send once the transaction has been committed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String logIn(Actor actor, Set<String> methods, RequestCredentials credentials, ClientInfo client) {
        cookieCheck.check(client);
        Optional<String> replaced = storedId(credentials);
        Optional<Session> session = replaced.flatMap(sessions::find);
        Optional<Actor> other = otherAccount(session, actor.realm());
        if (replaced.isPresent() && other.isPresent()) {
            accountSessions.lock(replaced.get());
            // It may have been ended before the lock was taken.
            session = replaced.flatMap(sessions::find);
            other = otherAccount(session, actor.realm());
        }
        String id = sessions.create(actor, other);
        String storedId = SessionIds.storedForm(id);
        details.recordLogin(storedId, actor.realm(), methods, client);
        if (other.isPresent() && replaced.isPresent()) {
            details.copyLogin(replaced.get(), storedId, other.get().realm());
        }
        if (replaced.isPresent()) {
            ending.end(replaced.get(), login(session, actor.realm()), LogoutReason.REPLACED);
        }
        return cookie.create(id);
    }

    /**
     * Ends the realm's log-in in the session of the request, if there is one. A session that still holds the other realm's
     * stays, and so does its cookie.
     *
     * @return the {@code Set-Cookie} header that deletes the cookie; empty if it stays or there is none
     */
    @Transactional
    public Optional<String> logOut(Realm realm, RequestCredentials credentials) {
        if (!cookie.isPresent(credentials.cookies())) {
            return Optional.empty();
        }
        Optional<String> storedId = storedId(credentials);
        Optional<Session> session = storedId.flatMap(sessions::find);
        Optional<Login> login = login(session, realm);
        if (otherAccount(session, realm).isPresent()) {
            login.ifPresent(ended -> ending.end(ended, LogoutReason.LOGGED_OUT));
            return Optional.empty();
        }
        storedId.ifPresent(id -> ending.end(id, login, LogoutReason.LOGGED_OUT));
        return Optional.of(cookie.expired());
    }

    private Optional<String> storedId(RequestCredentials credentials) {
        return cookie.readId(credentials.cookies()).map(SessionIds::storedForm);
    }

    private static Optional<Login> login(Optional<Session> session, Realm realm) {
        return session.flatMap(found -> StoredSessions.login(found, realm));
    }

    private static Optional<Actor> otherAccount(Optional<Session> session, Realm realm) {
        return session.flatMap(found -> Arrays.stream(Realm.values())
                .filter(candidate -> candidate != realm)
                .flatMap(candidate -> StoredSessions.account(found, candidate).stream())
                .findFirst());
    }
}
