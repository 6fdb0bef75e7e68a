package dev.storelatch.recovery;

import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.outbox.DisplayText;
import dev.storelatch.outbox.NotificationType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notification about an account, with the model keys that all of these have. */
abstract class AccountNotificationType implements NotificationType {

    private final String name;
    private final Customers customers;

    AccountNotificationType(String name, Customers customers) {
        this.name = name;
        this.customers = customers;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Returns the keys of {@link #model(Customer)}, and others. */
    static Set<String> modelKeysAnd(String... others) {
        Set<String> keys = new HashSet<>(Set.of("id", "email", "first_name", "last_name"));
        keys.addAll(Set.of(others));
        return keys;
    }

    final Optional<Customer> account(String id) {
        return customers.find(id).filter(Customer::hasAccount);
    }

    /**
     * Returns a modifiable model for a mail, with the same keys as {@link #model}. Texts that the customer has chosen are
     * null unless they are fit to be mailed.
     */
    static Map<String, @Nullable Object> mailModel(Customer customer) {
        Map<String, @Nullable Object> model = model(customer);
        model.put("email", DisplayText.email(customer.email()).orElse(null));
        model.put("first_name", DisplayText.name(customer.firstName()).orElse(null));
        model.put("last_name", DisplayText.name(customer.lastName()).orElse(null));
        return model;
    }

    /** Returns a modifiable model for an event: four fields with Medusa's names. */
    static Map<String, @Nullable Object> model(Customer customer) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", customer.id());
        model.put("email", customer.email());
        model.put("first_name", customer.firstName());
        model.put("last_name", customer.lastName());
        return model;
    }
}
