package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.KnownDevices;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes a customer's own profile and credentials, all that was requested or nothing. */
@Service
class CustomerUpdate {

    private final CredentialChange credentials;
    private final CustomerEdit edit;
    private final EmailChanges emails;
    private final Throttle throttle;
    private final KnownDevices devices;
    private final TransactionOperations transaction;

    CustomerUpdate(
            CredentialChange credentials,
            CustomerEdit edit,
            EmailChanges emails,
            Throttle throttle,
            KnownDevices devices,
            TransactionOperations transaction) {
        this.credentials = credentials;
        this.edit = edit;
        this.emails = emails;
        this.throttle = throttle;
        this.devices = devices;
        this.transaction = transaction;
    }

    /**
     * Applies the change. Passwords are hashed before the transaction begins. With a new password, no device stays known but
     * that of the request.
     *
     * @throws Failure.Unauthorized if the current password was sent and is wrong
     * @throws Failure.InvalidData if the new password is refused, or the current one is required and missing
     * @throws Failure.TooManyRequests if the account has caused, or the new address was sent, too many mails that confirm it,
     *     or if too many changes tried whether it is taken
     * @throws Failure as {@link CustomerEdit#apply}
     */
    void update(Login login, CustomerChange change, ClientInfo client) {
        credentials.checkCurrentPassword(login.actor(), change, client);
        String passwordHash = credentials.hashNewPassword(login.actor(), change);
        Optional<KnownDevices.Device> device =
                passwordHash == null ? Optional.empty() : devices.find(login.actor(), client);
        chargeNewEmail(login, change.email(), client);
        transaction.executeWithoutResult(status -> {
            edit.apply(login.actor(), change, passwordHash, login.sessionId());
            device.ifPresent(devices::keep);
        });
    }

    /**
     * Charges the mail whether or not the address is another account's, so that nobody can tell. A change at once tells it, as
     * {@code GET /store/auth/:email} does, and is limited like that.
     */
    private void chargeNewEmail(Login login, @Nullable EmailAddress email, ClientInfo client) {
        if (email == null || email.value().equals(login.email())) {
            return;
        }
        if (emails.areConfirmed()) {
            throttle.consume(Budget.CONFIRMATION_MAIL_OF_ACCOUNT, login.actor());
            throttle.consume(Budget.CONFIRMATION_MAIL, email);
        } else {
            throttle.consume(Budget.PROBE, login.actor());
            throttle.consume(Budget.PROBE, email, client);
        }
    }
}
