package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A customer who registers.
 *
 * @param passwordHash the stored form of the password, as {@link dev.storelatch.password.Passwords#hash} returns it
 */
public record NewCustomer(
        EmailAddress email,
        String passwordHash,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String phone) {

    @Override
    public String toString() {
        return "NewCustomer[redacted]";
    }
}
