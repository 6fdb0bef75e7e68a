package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.password.Passwords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks and hashes the passwords of a change, before its transaction begins. */
@Component
class CredentialChange {

    private final CustomerAccounts accounts;
    private final Customers customers;
    private final Passwords passwords;
    private final CustomerSettings settings;

    CredentialChange(CustomerAccounts accounts, Customers customers, Passwords passwords, CustomerSettings settings) {
        this.accounts = accounts;
        this.customers = customers;
        this.passwords = passwords;
        this.settings = settings;
    }

    /** @throws Failure if the current password is wrong, or is required and missing */
    void checkCurrentPassword(Actor actor, CustomerChange change) {
        boolean changesCredentials = change.password() != null || change.email() != null;
        if (change.currentPassword() == null) {
            if (changesCredentials && settings.requireCurrent()) {
                throw new Failure.InvalidData("current_password must be a string");
            }
            return;
        }
        if (!passwords
                .verify(change.currentPassword(), accounts.findPasswordHash(actor))
                .matches()) {
            throw new Failure.Unauthorized("current_password is wrong");
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
        passwords.checkNew(
                password,
                email == null
                        ? new EmailAddress(
                                customers.profile(actor.id()).customer().email())
                        : email);
        return passwords.hash(password);
    }
}
