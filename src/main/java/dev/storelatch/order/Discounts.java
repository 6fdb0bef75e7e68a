package dev.storelatch.order;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What each line item of an order is reduced by: the adjustments of the order's first discount that is not free
 * shipping, if the item allows discounts, and those that were made by hand and so belong to no discount.
 */
final class Discounts {

    private static final Share NONE = new Share(0, 0);

    private final Map<String, Share> byItem = new HashMap<>();
    private final boolean freeShipping;

    /**
     * An item's reduction in the smallest currency unit.
     *
     * @param amount for the whole line, perhaps with a fraction
     * @param unitAmount for one piece, rounded
     */
    record Share(double amount, double unitAmount) {}

    Discounts(JsonNode order) {
        String discountId = order.path("discounts")
                .valueStream()
                .filter(discount -> !isFreeShipping(discount))
                .findFirst()
                .map(discount -> discount.path("id").asString(""))
                .orElse("");
        freeShipping = order.path("discounts").valueStream().anyMatch(Discounts::isFreeShipping);
        Stream.of(
                        order.path("items").valueStream(),
                        order.path("swaps")
                                .valueStream()
                                .flatMap(swap -> swap.path("additional_items").valueStream()),
                        order.path("claims")
                                .valueStream()
                                .flatMap(claim -> claim.path("additional_items").valueStream()))
                .flatMap(items -> items)
                .forEach(item -> byItem.put(item.path("id").asString(""), share(item, discountId)));
    }

    Share of(JsonNode item) {
        return byItem.getOrDefault(item.path("id").asString(""), NONE);
    }

    boolean freeShipping() {
        return freeShipping;
    }

    private static Share share(JsonNode item, String discountId) {
        double amount = item.path("adjustments")
                .valueStream()
                .filter(adjustment -> adjustment.path("discount_id").isNull()
                        || (item.path("allow_discounts").asBoolean(false)
                                && adjustment.path("discount_id").asString("").equals(discountId)))
                .mapToDouble(adjustment -> adjustment.path("amount").asDouble(0))
                .sum();
        return new Share(amount, Math.round(amount / item.path("quantity").asDouble(1)));
    }

    private static boolean isFreeShipping(JsonNode discount) {
        return discount.path("rule").path("type").asString("").equals("free_shipping");
    }
}
