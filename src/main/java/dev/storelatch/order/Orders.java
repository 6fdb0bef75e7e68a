package dev.storelatch.order;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists a customer's orders, and transfers orders to another customer. */
@Service
public class Orders {

    private final OrderRepository orders;

    Orders(OrderRepository orders) {
        this.orders = orders;
    }

    /**
     * Returns all orders of a customer as the log-in response shows them: every column and the items, without totals,
     * oldest first. Costs one SELECT.
     */
    public ArrayNode plainOrdersOf(String customerId) {
        return orders.findPlain(customerId);
    }

    /**
     * Returns the orders of each of these customers as administrators see them with a customer: every column, without items
     * and totals, oldest first. Of too many orders only the newest are returned: 1,000 of a customer, and about 1 MiB of
     * all. Costs one SELECT.
     */
    public Map<String, ArrayNode> withoutItems(Collection<String> customerIds) {
        Map<String, ArrayNode> byCustomer = new HashMap<>();
        orders.findWithoutItems(customerIds)
                .forEach(order -> byCustomer
                        .computeIfAbsent(
                                order.path("customer_id").stringValue(), id -> JsonNodeFactory.instance.arrayNode())
                        .add(order));
        return byCustomer;
    }

    /** Returns the ids of those orders that exist, by the e-mail address that they were placed with. */
    public SortedMap<String, List<String>> byAddress(List<String> ids) {
        return orders.byAddress(ids);
    }

    /** Returns the order numbers ({@code display_id}) that customers know these orders by, in ascending order. */
    public List<Integer> numbers(List<String> ids) {
        return orders.numbers(ids);
    }

    /** Returns the ids of the customers who have placed the orders with this number, normally one. */
    public List<String> customersOf(int number) {
        return orders.customersOf(number);
    }

    /**
     * Transfers orders to another customer and to its e-mail address. Orders that are no longer under the old address are
     * left as they are.
     *
     * @return whether any order was transferred
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean handOver(List<String> ids, String fromAddress, Actor to, String toAddress) {
        return orders.handOver(ids, fromAddress, to.id(), toAddress) > 0;
    }

    /**
     * Transfers the orders that a guest placed with this address to the account that has it.
     *
     * @return the number of orders that were transferred
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int attach(String guestId, EmailAddress address, Actor to) {
        return orders.attach(guestId, address.value(), to.id());
    }

    /** Adds the totals to the orders of the page. */
    void addTotals(OrderPage page) {
        SortedSet<String> named = page.query().selection().totals();
        page.orders().forEach(order -> {
            order.path("items").forEach(item -> addProfile(item.path("variant").path("product")));
            OrderJson json = new OrderJson((ObjectNode) order);
            if (named.isEmpty()) {
                new OrderTotals(json).add();
            } else {
                new NamedTotals(json).add(named);
            }
        });
    }

    /**
     * Adds the last of a product's shipping profiles as its {@code profile}, which Medusa 1.20 still shows from the time when
     * a product had only one.
     */
    private static void addProfile(JsonNode product) {
        JsonNode profiles = product.path("profiles");
        JsonNode last = profiles.path(profiles.size() - 1);
        if (last.isObject()) {
            ((ObjectNode) product).set("profile", last).set("profile_id", last.path("id"));
        }
    }
}
