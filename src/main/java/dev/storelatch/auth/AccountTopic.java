package dev.storelatch.auth;

import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.mail.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something told about an account, with what all of these have in common. */
abstract class AccountTopic implements Topic {

    private final String name;
    private final Customers customers;

    AccountTopic(String name, Customers customers) {
        this.name = name;
        this.customers = customers;
    }

    @Override
    public final String name() {
        return name;
    }

    final Optional<Customer> account(String id) {
        return customers.find(id).filter(Customer::hasAccount);
    }

    /** What every mail can use. */
    static Map<String, @Nullable Object> words(Customer customer) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("email", customer.email());
        words.put("first_name", customer.firstName());
        words.put("last_name", customer.lastName());
        return words;
    }

    /** What every event about a customer tells, with Medusa's names. */
    static Map<String, @Nullable Object> data(Customer customer) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", customer.id());
        data.putAll(words(customer));
        return data;
    }
}
