package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A user to be added.
 *
 * @param passwordHash as {@link dev.storelatch.password.Passwords#hash} returns it; null for a user who cannot log in until
 *     a password is set by a link
 */
public record NewUser(
        EmailAddress email,
        @Nullable String passwordHash,
        @Nullable String firstName,
        @Nullable String lastName,
        Role role) {

    @Override
    public String toString() {
        return "NewUser[redacted]";
    }
}
