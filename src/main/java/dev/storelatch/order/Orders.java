package dev.storelatch.order;

import dev.storelatch.core.Actor;
import java.util.List;
import java.util.SortedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a customer has bought. */
@Service
public class Orders {

    private final OrderRepository repository;

    Orders(OrderRepository repository) {
        this.repository = repository;
    }

    /**
     * All orders of a customer as the log-in answer shows them: every column, the items, no totals; oldest first. Costs
     * one SELECT.
     */
    public ArrayNode plainOrdersOf(String customerId) {
        return repository.findPlain(customerId);
    }

    /** The orders that exist, by the e-mail address that they were placed with. */
    public SortedMap<String, List<String>> byAddress(List<String> ids) {
        return repository.byAddress(ids);
    }

    /** The numbers by which people know these orders. */
    public List<Integer> numbers(List<String> ids) {
        return repository.numbers(ids);
    }

    /**
     * Gives the orders to another customer and its e-mail address, but only those that are still under the old address.
     *
     * @return whether there was any
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean handOver(List<String> ids, String fromAddress, Actor to, String toAddress) {
        return repository.handOver(ids, fromAddress, to.id(), toAddress) > 0;
    }

    /** A page of the customer's orders with their totals, newest first. Costs one SELECT. */
    OrderRepository.Page ordersOf(String customerId, OrderQuery query) {
        OrderRepository.Page page = repository.find(customerId, query);
        page.orders().forEach(order -> {
            order.path("items").forEach(item -> showProfile(item.path("variant").path("product")));
            if (query.selection().totals().isEmpty()) {
                new OrderTotals((ObjectNode) order).add();
            } else {
                new NamedTotals((ObjectNode) order).add(query.selection().totals());
            }
        });
        return page;
    }

    /** Medusa once had one shipping profile for each product; the last of today's several still shows as that one. */
    private static void showProfile(JsonNode product) {
        JsonNode profiles = product.path("profiles");
        JsonNode last = profiles.path(profiles.size() - 1);
        if (last.isObject()) {
            ((ObjectNode) product).set("profile", last).set("profile_id", last.path("id"));
        }
    }
}
