package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An account has a new password or e-mail address.
 *
 * @param newPassword whether the password is another one
 * @param formerEmail the address that another one took the place of; null if it has not changed
 */
public record CredentialsChanged(
        Actor actor, boolean newPassword, @Nullable String formerEmail, boolean everywhere) implements LogoutEvent {

    @Override
    public String toString() {
        return "CredentialsChanged[" + actor + "]";
    }
}
