package dev.storelatch.order;

import org.springframework.stereotype.Service;
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
