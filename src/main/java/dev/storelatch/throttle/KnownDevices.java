package dev.storelatch.throttle;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.ResponseCookies;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recognizes browsers by the cookie {@code storelatch.device}, which the first log-in sets. On a device that an account has
 * logged in on, attempts to log in to it have a budget of their own, so that a stranger cannot lock the owner out (OWASP
 * Authentication Cheat Sheet, device cookies). The cookie proves nothing else: it logs nobody in.
 */
@Service
public class KnownDevices {

    private static final int MAX_ACCOUNTS = 20;

    private final DeviceRepository repository;
    private final ThrottleSettings.Device settings;
    private final ResponseCookies cookies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KnownDevices(DeviceRepository repository, ThrottleSettings settings, ResponseCookies cookies, Clock clock) {
        this.repository = repository;
        this.settings = settings.device();
        this.cookies = cookies;
        this.clock = clock;
    }

    /** A device on which an account has logged in. */
    public static final class Device {

        private final Actor account;
        private final DeviceToken token;

        private Device(Actor account, DeviceToken token) {
            this.account = account;
            this.token = token;
        }
    }

    /**
     * Records a log-in within its transaction, after which the account has the budget of the device. A cookie that was not
     * set by this server is not adopted.
     *
     * @return the {@code Set-Cookie} header to send once the transaction has been committed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String remember(Actor actor, ClientInfo client) {
        Instant expiresAt = expiresAt();
        Optional<DeviceToken> sent = DeviceToken.of(client);
        Optional<Boolean> added = sent.flatMap(token -> repository.renew(token.hash(), actor, expiresAt, MAX_ACCOUNTS));
        DeviceToken token = added.isPresent() ? sent.orElseThrow() : DeviceToken.random(random);
        if (added.isEmpty()) {
            repository.insert(token.hash(), actor, expiresAt);
        }
        if (added.orElse(true)) {
            repository.deleteOldest(actor, settings.maxPerAccount());
        }
        return cookies.setCookie(ClientInfo.DEVICE_COOKIE, token.value(), expiresAt);
    }

    /** Finds the device of the request if the account has logged in on it. Costs a SELECT only if there is a cookie. */
    public Optional<Device> find(Actor actor, ClientInfo client) {
        return DeviceToken.of(client)
                .filter(token -> repository.isKnown(token.hash(), actor))
                .map(token -> new Device(actor, token));
    }

    /** Keeps the device of the request, within the transaction that sets a new password and has deleted all. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Device device) {
        repository.insert(device.token.hash(), device.account, expiresAt());
    }

    /** Deletes all devices of the account: whoever knew the old password may try no more than others. */
    @EventListener
    void deleteAll(CredentialsChanged change) {
        if (change.newPassword()) {
            repository.deleteAll(change.actor());
        }
    }

    @EventListener
    void deleteAll(AccountDisabled disabled) {
        repository.deleteAll(disabled.actor());
    }

    private Instant expiresAt() {
        return clock.instant().plus(settings.lifetime());
    }
}
