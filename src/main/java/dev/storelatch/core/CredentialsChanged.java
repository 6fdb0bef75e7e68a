package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An account has a new password or e-mail address. Published inside the transaction that changes it; whoever keeps
 * log-ins of the account ends them in that same transaction.
 *
 * @param newPassword whether the password is another one
 * @param formerEmail the address that another one took the place of; null if it has not changed
 * @param everywhere whether the session of the request ends, too; else the one that made the change goes on
 */
public record CredentialsChanged(
        Actor actor, boolean newPassword, @Nullable String formerEmail, boolean everywhere) {

    @Override
    public String toString() {
        return "CredentialsChanged[" + actor + "]";
    }
}
