package dev.storelatch.auth;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.token.AccessTokens;
import dev.storelatch.token.AccessTokens.TokenPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Logs accounts in and out, by session cookie and by token. */
@Service
class LoginService {

    /** RFC 8176 §2: password-based authentication. */
    private static final Set<String> PASSWORD = Set.of("pwd");

    private final PasswordAuthentication authentication;
    private final CookieLogin cookieLogin;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    LoginService(
            PasswordAuthentication authentication,
            CookieLogin cookieLogin,
            Sessions sessions,
            AccessTokens tokens,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.authentication = authentication;
        this.cookieLogin = cookieLogin;
        this.sessions = sessions;
        this.tokens = tokens;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * A log-in by cookie.
     *
     * @param setCookies the {@code Set-Cookie} headers for the response: the session's and the device's
     */
    record SessionLogin(Actor actor, List<String> setCookies) {

        @Override
        public String toString() {
            return "SessionLogin[" + actor + "]";
        }
    }

    /** @throws Failure as {@link PasswordAuthentication#authenticate} */
    SessionLogin openSession(
            Realm realm, Credentials credentials, RequestCredentials requestCredentials, ClientInfo client) {
        Account account = authenticate(realm, Way.COOKIE, credentials, client);
        try {
            List<String> setCookies = cookieLogin.open(account, PASSWORD, requestCredentials, client);
            return new SessionLogin(account.actor(), setCookies);
        } catch (Failure.Unauthorized changed) {
            events.publishEvent(new LoginRejected(realm, Way.COOKIE, LoginFailure.CREDENTIALS_CHANGED));
            throw changed;
        }
    }

    /** @throws Failure as {@link PasswordAuthentication#authenticate} */
    String issueToken(Realm realm, Credentials credentials, ClientInfo client) {
        Account account = authenticate(realm, Way.TOKEN, credentials, client);
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, account.actor())
                .by(Way.TOKEN));
        return tokens.issue(account);
    }

    /** @throws Failure as {@link PasswordAuthentication#authenticate} */
    TokenPair issueRefreshableToken(Realm realm, Credentials credentials, ClientInfo client) {
        return tokens.issueRefreshable(authenticate(realm, Way.TOKEN, credentials, client), PASSWORD);
    }

    /** @throws Failure.Unauthorized unless the token is the valid one of a live log-in */
    TokenPair refresh(Realm realm, String refreshToken) {
        try {
            return tokens.refresh(realm, refreshToken);
        } catch (Failure.Unauthorized invalid) {
            events.publishEvent(new LoginRejected(realm, Way.TOKEN, LoginFailure.INVALID_REFRESH_TOKEN));
            throw invalid;
        }
    }

    /**
     * Ends all log-ins of the realm that the request carries, by cookie and by token. Does nothing without one.
     *
     * @return the {@code Set-Cookie} header that deletes the cookie; empty if there is none to delete
     */
    Optional<String> logOut(Realm realm, @Nullable String refreshToken, RequestCredentials requestCredentials) {
        return transaction.execute(status -> {
            tokens.logOut(realm, refreshToken, requestCredentials);
            return sessions.logOut(realm, requestCredentials);
        });
    }

    private Account authenticate(Realm realm, Way way, Credentials credentials, ClientInfo client) {
        return authentication.authenticate(realm, way, credentials.email(), credentials.password(), client);
    }
}
