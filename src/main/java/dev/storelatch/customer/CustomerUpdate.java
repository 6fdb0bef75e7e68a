package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.KnownDevices;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes a customer's own profile and credentials, all that was requested or nothing. */
@Service
class CustomerUpdate {

    private final CredentialChange credentials;
    private final CustomerEdit edit;
    private final KnownDevices devices;
    private final TransactionOperations transaction;

    CustomerUpdate(
            CredentialChange credentials, CustomerEdit edit, KnownDevices devices, TransactionOperations transaction) {
        this.credentials = credentials;
        this.edit = edit;
        this.devices = devices;
        this.transaction = transaction;
    }

    /**
     * Applies the change. Passwords are hashed before the transaction begins. With a new password, no device stays known but
     * that of the request.
     *
     * @throws Failure.Unauthorized if the current password was sent and is wrong
     * @throws Failure.InvalidData if the new password is refused, or the current one is required and missing
     * @throws Failure as {@link CustomerEdit#apply}
     */
    void update(Login login, CustomerChange change, ClientInfo client) {
        credentials.checkCurrentPassword(login.actor(), change, client);
        String passwordHash = credentials.hashNewPassword(login.actor(), change);
        Optional<KnownDevices.Device> device =
                passwordHash == null ? Optional.empty() : devices.find(login.actor(), client);
        transaction.executeWithoutResult(status -> {
            edit.apply(login.actor(), change, passwordHash, login.sessionId());
            device.ifPresent(devices::keep);
        });
    }
}
