package dev.storelatch.auth;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.factor.Redeemed;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.token.AccessTokens;
import dev.storelatch.token.AccessTokens.TokenPair;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Logs accounts in and out, by session cookie and by token. */
@Service
class LoginService {

    private final LoginSteps steps;
    private final CompletedLogin completed;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    LoginService(
            LoginSteps steps,
            CompletedLogin completed,
            Sessions sessions,
            AccessTokens tokens,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.steps = steps;
        this.completed = completed;
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

    /** @throws Failure as {@link LoginSteps#check} */
    SessionLogin openSession(
            Realm realm,
            JsonBody body,
            Function<JsonBody, Credentials> credentialReader,
            RequestCredentials requestCredentials,
            ClientInfo client) {
        Redeemed login = steps.check(realm, Way.COOKIE, body, credentialReader, client);
        try {
            List<String> setCookies =
                    completed.openSession(login.account(), login.methods(), requestCredentials, client);
            return new SessionLogin(login.account().actor(), setCookies);
        } catch (Failure.Unauthorized changed) {
            events.publishEvent(new LoginRejected(realm, Way.COOKIE, LoginFailure.CREDENTIALS_CHANGED));
            throw changed;
        }
    }

    /** @throws Failure as {@link LoginSteps#check} */
    String issueToken(Realm realm, JsonBody body, Function<JsonBody, Credentials> credentialReader, ClientInfo client) {
        Redeemed login = steps.check(realm, Way.TOKEN, body, credentialReader, client);
        return completed.issueToken(login.account(), login.methods(), client);
    }

    /** @throws Failure as {@link LoginSteps#check} */
    TokenPair issueRefreshableToken(
            Realm realm, JsonBody body, Function<JsonBody, Credentials> credentialReader, ClientInfo client) {
        Redeemed login = steps.check(realm, Way.TOKEN, body, credentialReader, client);
        return completed.issueRefreshableToken(login.account(), login.methods(), client);
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
}
