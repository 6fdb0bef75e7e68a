package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.password.PasswordAuthentication;
import dev.storelatch.password.Passwords;
import dev.storelatch.request.ClientInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks and hashes the passwords of a change, before its transaction begins. */
@Component
class CredentialChange {

    private final PasswordAuthentication authentication;
    private final Customers customers;
    private final Passwords passwords;
    private final CustomerSettings settings;

    CredentialChange(
            PasswordAuthentication authentication,
            Customers customers,
            Passwords passwords,
            CustomerSettings settings) {
        this.authentication = authentication;
        this.customers = customers;
        this.passwords = passwords;
        this.settings = settings;
    }

    /** @throws Failure if the current password is wrong or was tried too often, or is required and missing */
    void checkCurrentPassword(Actor actor, CustomerChange change, ClientInfo client) {
        String currentPassword = change.currentPassword();
        if (currentPassword != null) {
            authentication.reauthenticate(actor, emailOf(actor), currentPassword, client);
        } else if (settings.requireCurrent() && (change.password() != null || change.email() != null)) {
            throw new Failure.InvalidData("current_password must be a string");
        }
    }

    /** Returns the hash of the new password; null if it does not change. */
    @Nullable
    String hashNewPassword(Actor actor, CustomerChange change) {
        String password = change.password();
        if (password == null) {
            return null;
        }
        EmailAddress email = change.email();
        passwords.checkNew(password, email == null ? emailOf(actor) : email);
        return passwords.hash(password);
    }

    private EmailAddress emailOf(Actor actor) {
        return new EmailAddress(customers.profile(actor.id()).customer().email());
    }
}
