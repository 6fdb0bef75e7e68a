package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * A live account, as a log-in needs it.
 *
 * @param passwordHash null if the account has no password
 * @param tokenEpoch number of times that the account's tokens had been revoked when the hash was read: a token issued
 *     for this epoch is invalid if the credentials have been changed since
 * @param emailVerified true if the account's e-mail address was used to log in before, or confirmed by a mailed link
 * @param awaitsVerification true if the account cannot log in until its address is confirmed by a mailed link
 */
public record Account(
        Actor actor, @Nullable String passwordHash, int tokenEpoch, boolean emailVerified, boolean awaitsVerification) {

    /** Creates an account that can log in. */
    public Account(Actor actor, @Nullable String passwordHash, int tokenEpoch, boolean emailVerified) {
        this(actor, passwordHash, tokenEpoch, emailVerified, false);
    }

    @Override
    public String toString() {
        return "Account[" + actor + "]";
    }
}
