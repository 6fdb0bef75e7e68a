package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Returns the texts, by the name of their property. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional.ofNullable(firstName).ifPresent(value -> texts.put("first_name", value));
        Optional.ofNullable(lastName).ifPresent(value -> texts.put("last_name", value));
        Optional.ofNullable(phone).ifPresent(value -> texts.put("phone", value));
        return texts;
    }

    @Override
    public String toString() {
        return "NewCustomer[redacted]";
    }
}
