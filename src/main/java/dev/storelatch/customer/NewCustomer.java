package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A customer to be created.
 *
 * @param passwordHash the stored form of the password, as {@link dev.storelatch.password.Passwords#hash} returns it; null
 *     if there is none
 * @param hasAccount false for a guest
 */
public record NewCustomer(
        EmailAddress email,
        @Nullable String passwordHash,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String phone,
        @Nullable ObjectNode metadata,
        boolean hasAccount) {

    /** Creates a customer who has an account if there is a password, and is a guest otherwise. */
    public NewCustomer(
            EmailAddress email,
            @Nullable String passwordHash,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String phone,
            @Nullable ObjectNode metadata) {
        this(email, passwordHash, firstName, lastName, phone, metadata, passwordHash != null);
    }

    /** Returns a customer whose account has no password, since it is used in another way. */
    public static NewCustomer withoutPassword(
            EmailAddress email, @Nullable String firstName, @Nullable String lastName) {
        return new NewCustomer(email, null, firstName, lastName, null, null, true);
    }

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
