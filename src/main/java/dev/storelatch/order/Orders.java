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
            if (query.selection().totals().isEmpty()) {
                new OrderTotals((ObjectNode) order).add();
            } else {
                new NamedTotals((ObjectNode) order).add(query.selection().totals());
            }
            order.path("items").forEach(item -> addProfile(item.path("variant").path("product")));
        });
        return page;
    }

    /** Medusa shows the first of a product's profiles once more by itself. */
    private static void addProfile(JsonNode product) {
        JsonNode first = product.path("profiles").path(0);
        if (first.isObject()) {
            ((ObjectNode) product).set("profile", first).set("profile_id", first.path("id"));
        }
    }
}
