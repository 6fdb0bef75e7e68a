package dev.storelatch.auth;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.throttle.KnownDevices;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens the session of an account that was authenticated. */
@Component
class CookieLogin {

    private final AccountRegistry accounts;
    private final Sessions sessions;
    private final KnownDevices devices;
    private final ApplicationEventPublisher events;

    CookieLogin(AccountRegistry accounts, Sessions sessions, KnownDevices devices, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.devices = devices;
        this.events = events;
    }

    /**
     * Opens a session, unless the credentials have been changed since they were verified.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     * @return the {@code Set-Cookie} headers to send after the commit: the session's and the device's
     * @throws dev.storelatch.core.Failure.Unauthorized if the credentials have been changed
     */
    @Transactional
    public List<String> open(
            Account account, Set<String> methods, RequestCredentials requestCredentials, ClientInfo client) {
        accounts.of(account.actor().realm()).holdUnchanged(account);
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, account.actor())
                .by(Way.COOKIE));
        return List.of(
                sessions.logIn(account.actor(), methods, requestCredentials, client),
                devices.remember(account.actor(), client));
    }
}
