package dev.storelatch.recovery;

import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.outbox.NotificationType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something told about an account, with the words that all of these have in common. */
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

    /** The names in {@link #words(Customer)}, and others. */
    static Set<String> wordsAnd(String... others) {
        Set<String> words = new HashSet<>(Set.of("id", "email", "first_name", "last_name"));
        words.addAll(Set.of(others));
        return words;
    }

    final Optional<Customer> account(String id) {
        return customers.find(id).filter(Customer::hasAccount);
    }

    /** For a mail or an event: four fields, with Medusa's names, to add to. */
    static Map<String, @Nullable Object> words(Customer customer) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("id", customer.id());
        words.put("email", customer.email());
        words.put("first_name", customer.firstName());
        words.put("last_name", customer.lastName());
        return words;
    }
}
