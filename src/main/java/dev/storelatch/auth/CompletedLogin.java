package dev.storelatch.auth;

import dev.storelatch.core.Account;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.throttle.NewDevices;
import dev.storelatch.token.AccessTokens;
import dev.storelatch.token.AccessTokens.TokenPair;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Opens log-ins of accounts that have proved all factors that they need. Flows of other modules call it after
 * {@link dev.storelatch.factor.SecondFactors#require}. Call each method outside of any transaction.
 */
@Service
public class CompletedLogin {

    private final CookieLogin cookieLogin;
    private final AccessTokens tokens;
    private final NewDevices newDevices;
    private final ApplicationEventPublisher events;

    CompletedLogin(
            CookieLogin cookieLogin, AccessTokens tokens, NewDevices newDevices, ApplicationEventPublisher events) {
        this.cookieLogin = cookieLogin;
        this.tokens = tokens;
        this.newDevices = newDevices;
        this.events = events;
    }

    /**
     * Opens a session.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     * @return the {@code Set-Cookie} headers for the response: the session's and the device's
     * @throws dev.storelatch.core.Failure.Unauthorized if the account has been changed since it was read
     */
    public List<String> openSession(
            Account account, Set<String> methods, RequestCredentials requestCredentials, ClientInfo client) {
        newDevices.report(account, client);
        return cookieLogin.open(account, methods, requestCredentials, client);
    }

    /**
     * Issues a token that cannot be refreshed, and is void if the account has been changed since it was read.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     */
    public String issueToken(Account account, Set<String> methods, ClientInfo client) {
        newDevices.report(account, client);
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, account.actor())
                .by(Way.TOKEN));
        return tokens.issue(account, methods);
    }

    /**
     * Issues the first tokens of a log-in that can be refreshed; they are void if the account has been changed since it was
     * read.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     */
    public TokenPair issueRefreshableToken(Account account, Set<String> methods, ClientInfo client) {
        newDevices.report(account, client);
        return tokens.issueRefreshable(account, methods);
    }
}
