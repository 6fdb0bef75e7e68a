package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.throttle.KnownDevices;
import dev.storelatch.token.AccessTokens;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Completes log-ins of accounts that a provider has authenticated. */
@Component
class FederatedLogin {

    /** No value of RFC 8176, which has none for this; Microsoft's tokens use it. */
    static final Set<String> METHODS = Set.of("fed");

    private final AccountRegistry accounts;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final KnownDevices devices;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    FederatedLogin(
            AccountRegistry accounts,
            Sessions sessions,
            AccessTokens tokens,
            KnownDevices devices,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.devices = devices;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Opens a session, unless the account has been changed since it was found.
     *
     * @return the {@code Set-Cookie} headers for the response
     * @throws dev.storelatch.core.Failure.Unauthorized if the account has been changed
     */
    List<String> openSession(Account account, Provider provider, RequestCredentials credentials, ClientInfo client) {
        return transaction.execute(status -> {
            accounts.of(account.actor().realm()).holdUnchanged(account);
            publish(account, provider, Way.COOKIE);
            return List.of(
                    sessions.logIn(account.actor(), METHODS, credentials, client),
                    devices.remember(account.actor(), client));
        });
    }

    /** Issues an access token. */
    IssuedTokens issueToken(Account account, Provider provider) {
        publish(account, provider, Way.TOKEN);
        return IssuedTokens.of(tokens.issue(account));
    }

    /** Issues an access token, and a refresh token. */
    IssuedTokens issueRefreshableToken(Account account) {
        return IssuedTokens.of(tokens.issueRefreshable(account, METHODS));
    }

    private void publish(Account account, Provider provider, Way way) {
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, account.actor())
                .by(way)
                .with("provider " + provider.name()));
    }
}
