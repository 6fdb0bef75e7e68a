package dev.storelatch.customer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The response to the creation of a customer, whose properties have an order of their own. */
final class CreatedCustomer {

    private CreatedCustomer() {}

    /**
     * Returns the new customer's properties in the contract's order: those that were sent, then those that the database has
     * set. The password hash is null, whatever is stored.
     */
    static Map<String, @Nullable Object> properties(Customer customer, boolean withPhone, boolean withMetadata) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("email", customer.email());
        properties.put("first_name", customer.firstName());
        properties.put("last_name", customer.lastName());
        if (customer.hasAccount()) {
            properties.put("password_hash", null);
        }
        if (withPhone) {
            properties.put("phone", customer.phone());
        }
        if (customer.hasAccount()) {
            properties.put("has_account", true);
        }
        if (withMetadata) {
            properties.put("metadata", customer.metadata());
        }
        properties.put("id", customer.id());
        properties.put("deleted_at", customer.deletedAt());
        properties.put("billing_address_id", customer.billingAddressId());
        properties.putIfAbsent("password_hash", null);
        properties.putIfAbsent("phone", customer.phone());
        properties.putIfAbsent("metadata", customer.metadata());
        properties.put("created_at", customer.createdAt());
        properties.put("updated_at", customer.updatedAt());
        properties.putIfAbsent("has_account", false);
        return properties;
    }
}
