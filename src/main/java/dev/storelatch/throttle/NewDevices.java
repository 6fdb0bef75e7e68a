package dev.storelatch.throttle;

import dev.storelatch.core.Account;
import dev.storelatch.request.ClientInfo;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Publishes log-ins from clients that the account has not logged in from before, if owners are to be told (ASVS 6.3.5). */
@Service
public class NewDevices {

    private static final byte[] NONE = {};

    private final DeviceRepository repository;
    private final boolean enabled;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    NewDevices(
            DeviceRepository repository,
            ThrottleSettings settings,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.repository = repository;
        this.enabled = settings.device().notice();
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Publishes the log-in, by cookie or by token, unless the client has the cookie of a known device. The first log-in with
     * an address, after a registration or from a Medusa database, is none from a new device, and neither is one to an account
     * without known devices, as after a new password. Costs a statement only if owners are to be told.
     *
     * @param account the account as it was found before this log-in
     */
    public void report(Account account, ClientInfo client) {
        if (!enabled || !account.emailVerified()) {
            return;
        }
        byte[] hash = DeviceToken.of(client).map(DeviceToken::hash).orElse(NONE);
        transaction.executeWithoutResult(status -> {
            if (repository.knowsOthersOnly(hash, account.actor())) {
                events.publishEvent(new NewDeviceLogin(account.actor(), client));
            }
        });
    }
}
