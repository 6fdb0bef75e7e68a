package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.KnownDevices;
import dev.storelatch.throttle.LoginAttempts;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores the password of an owner who has opened a mailed link, which verifies the account's address. All attempts to log in
 * are available again, and of the devices only that of the request stays known: others may be those of a thief.
 */
@Component
class RecoveredPassword {

    private final AccountRegistry accounts;
    private final ConfirmedEmails confirmedEmails;
    private final KnownDevices devices;
    private final LoginAttempts attempts;
    private final TransactionOperations transaction;

    RecoveredPassword(
            AccountRegistry accounts,
            ConfirmedEmails confirmedEmails,
            KnownDevices devices,
            LoginAttempts attempts,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.confirmedEmails = confirmedEmails;
        this.devices = devices;
        this.attempts = attempts;
        this.transaction = transaction;
    }

    /**
     * Stores the password.
     *
     * @param spend consumes the link within the transaction, or throws
     */
    void store(Actor actor, EmailAddress email, String passwordHash, ClientInfo client, Runnable spend) {
        Optional<KnownDevices.Device> device = devices.find(actor, client);
        transaction.executeWithoutResult(status -> {
            spend.run();
            confirmedEmails.record(actor, email);
            accounts.of(actor.realm()).setPassword(actor, passwordHash);
            device.ifPresent(devices::keep);
        });
        attempts.restore(actor, email);
    }
}
