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

/** Lists a customer's orders, and transfers orders to another customer. */
@Service
public class Orders {

    private final OrderRepository orders;
    private final OrderListRepository lists;

    Orders(OrderRepository orders, OrderListRepository lists) {
        this.orders = orders;
        this.lists = lists;
    }

    /**
     * Returns all orders of a customer as the log-in response shows them: every column and the items, without totals,
     * oldest first. Costs one SELECT.
     */
    public ArrayNode plainOrdersOf(String customerId) {
        return orders.findPlain(customerId);
    }

    /** Returns the ids of those orders that exist, by the e-mail address that they were placed with. */
    public SortedMap<String, List<String>> byAddress(List<String> ids) {
        return orders.byAddress(ids);
    }

    /** Returns the order numbers ({@code display_id}) that customers know these orders by, in ascending order. */
    public List<Integer> numbers(List<String> ids) {
        return orders.numbers(ids);
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

    /** Returns a page of the customer's orders with their totals, newest first. Costs one SELECT. */
    OrderListRepository.Page page(String customerId, OrderQuery query) {
        OrderListRepository.Page page = lists.find(customerId, query);
        page.orders().forEach(order -> {
            order.path("items").forEach(item -> addProfile(item.path("variant").path("product")));
            OrderJson json = new OrderJson((ObjectNode) order);
            if (query.selection().totals().isEmpty()) {
                new OrderTotals(json).add();
            } else {
                new NamedTotals(json).add(query.selection().totals());
            }
        });
        return page;
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
