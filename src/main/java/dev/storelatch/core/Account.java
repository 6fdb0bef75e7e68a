package dev.storelatch.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live account, as a log-in needs it.
 *
 * @param email the address as it is stored
 * @param passwordHash null if the account has no password
 * @param tokenEpoch number of times that the account's tokens had been revoked when the hash was read: a token issued
 *     for this epoch is invalid if the credentials have been changed since
 * @param emailVerified true if the account's e-mail address was used to log in before, or confirmed by a mailed link
 * @param awaitsVerification true if the account cannot log in until its address is confirmed by a mailed link
 * @param secondFactors names of the methods of its second factors, such as {@code totp}; empty if a log-in needs none
 */
public record Account(
        Actor actor,
        String email,
        @Nullable String passwordHash,
        int tokenEpoch,
        boolean emailVerified,
        boolean awaitsVerification,
        List<String> secondFactors) {

    public Account {
        secondFactors = List.copyOf(secondFactors);
    }

    @Override
    public String toString() {
        return "Account[" + actor + "]";
    }
}
