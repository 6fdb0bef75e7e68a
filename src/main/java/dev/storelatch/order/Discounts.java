package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The reductions of an order's line items: the adjustments by the order's first discount that is not free shipping, if the
 * item allows discounts, and the adjustments that belong to no discount, because they were made by hand.
 */
final class Discounts {

    private static final Share NONE = new Share(0, 0);

    private final Map<String, Share> byItem = new HashMap<>();
    private final boolean freeShipping;

    /**
     * The reduction of an item, in the smallest currency unit.
     *
     * @param amount for the whole line, possibly with a fraction
     * @param unitAmount for one piece, rounded
     */
    record Share(double amount, double unitAmount) {}

    Discounts(OrderJson order) {
        JsonNode discounts = order.json().path("discounts");
        String discountId = discounts
                .valueStream()
                .filter(discount -> !isFreeShipping(discount))
                .findFirst()
                .map(discount -> discount.path("id").asString(""))
                .orElse("");
        freeShipping = discounts.valueStream().anyMatch(Discounts::isFreeShipping);
        order.allItems().forEach(item -> byItem.put(item.id(), share(item, discountId)));
    }

    Share of(LineItem item) {
        return byItem.getOrDefault(item.id(), NONE);
    }

    boolean freeShipping() {
        return freeShipping;
    }

    private static Share share(LineItem item, String discountId) {
        double amount = item.adjustments()
                .valueStream()
                .filter(adjustment -> adjustment.path("discount_id").isNull()
                        || (item.allowsDiscounts()
                                && adjustment.path("discount_id").asString("").equals(discountId)))
                .mapToDouble(adjustment -> JsNumber.get(adjustment, "amount"))
                .sum();
        return new Share(
                amount, Math.round(amount / item.json().path("quantity").asDouble(1)));
    }

    private static boolean isFreeShipping(JsonNode discount) {
        return discount.path("rule").path("type").asString("").equals("free_shipping");
    }
}
