package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An account has a new password or a new e-mail address.
 *
 * @param newPassword true if the password was changed
 * @param formerEmail the address before the change; null if it was not changed
 * @param continuingSession see {@link LogoutEvent#continuingSession()}
 */
public record CredentialsChanged(
        Actor actor,
        boolean newPassword,
        @Nullable String formerEmail,
        @Nullable String continuingSession) implements LogoutEvent {

    @Override
    public LogoutReason reason() {
        return newPassword ? LogoutReason.PASSWORD_CHANGED : LogoutReason.EMAIL_CHANGED;
    }

    @Override
    public String toString() {
        return "CredentialsChanged[" + actor + "]";
    }
}
