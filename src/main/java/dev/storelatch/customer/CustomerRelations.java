package dev.storelatch.customer;

import dev.storelatch.order.Orders;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows customers with some of their relations, each of which costs one SELECT for all customers; addresses share one. */
@Component
class CustomerRelations {

    private final CustomerRelationRepository repository;
    private final Orders orders;

    CustomerRelations(CustomerRelationRepository repository, Orders orders) {
        this.repository = repository;
        this.orders = orders;
    }

    /** Finds one relation of a customer. */
    private interface Lookup {
        @Nullable
        Object of(Customer customer);
    }

    /**
     * Returns the customers with these relations.
     *
     * @param amongGroups ids of the only groups to show; null for all
     */
    List<CustomerView> show(
            List<Customer> customers, Set<CustomerRelation> relations, @Nullable Collection<String> amongGroups) {
        if (customers.isEmpty() || relations.isEmpty()) {
            return customers.stream()
                    .map(customer -> new CustomerView(customer, Map.of()))
                    .toList();
        }
        Map<String, Lookup> lookups = lookups(customers, relations, amongGroups);
        return customers.stream()
                .map(customer -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    lookups.forEach((key, lookup) -> shown.put(key, lookup.of(customer)));
                    return new CustomerView(customer, shown);
                })
                .toList();
    }

    private Map<String, Lookup> lookups(
            List<Customer> customers, Set<CustomerRelation> relations, @Nullable Collection<String> amongGroups) {
        List<String> ids = customers.stream().map(Customer::id).toList();
        List<Address> addresses = addresses(customers, relations);
        Map<String, Lookup> lookups = new LinkedHashMap<>();
        for (CustomerRelation relation : CustomerRelation.values()) {
            if (relations.contains(relation)) {
                lookups.put(
                        relation.key(),
                        switch (relation) {
                            case BILLING_ADDRESS -> billingAddress(addresses);
                            case GROUPS -> lists(repository.groups(ids, amongGroups));
                            case ORDERS -> orders(ids);
                            case SHIPPING_ADDRESSES ->
                                lists(addresses.stream()
                                        .filter(address -> address.customerId() != null)
                                        .collect(Collectors.groupingBy(
                                                address -> Objects.requireNonNull(address.customerId()))));
                        });
            }
        }
        return lookups;
    }

    private List<Address> addresses(List<Customer> customers, Set<CustomerRelation> relations) {
        List<String> owners = relations.contains(CustomerRelation.SHIPPING_ADDRESSES)
                ? customers.stream().map(Customer::id).toList()
                : List.of();
        List<String> billing = relations.contains(CustomerRelation.BILLING_ADDRESS)
                ? customers.stream()
                        .map(Customer::billingAddressId)
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
        return owners.isEmpty() && billing.isEmpty() ? List.of() : repository.addresses(owners, billing);
    }

    private Lookup orders(List<String> ids) {
        Map<String, ?> byCustomer = orders.withoutItems(ids);
        return customer -> {
            Object found = byCustomer.get(customer.id());
            return found == null ? JsonNodeFactory.instance.arrayNode() : found;
        };
    }

    private static Lookup billingAddress(List<Address> addresses) {
        Map<String, Address> byId = new HashMap<>();
        addresses.forEach(address -> byId.put(address.id(), address));
        return customer -> byId.get(customer.billingAddressId());
    }

    private static <T> Lookup lists(Map<String, List<T>> byCustomer) {
        return customer -> byCustomer.getOrDefault(customer.id(), List.of());
    }
}
