package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An order as JSON, with access to the parts that its totals are computed from. */
record OrderJson(ObjectNode json) {

    Stream<LineItem> items() {
        return lineItems(json.path("items"));
    }

    /** @param exchanges {@code swaps} or {@code claims} */
    Stream<LineItem> additionalItems(String exchanges) {
        return json.path(exchanges).valueStream().flatMap(exchange -> lineItems(exchange.path("additional_items")));
    }

    /** Returns the order's own items and those of its swaps and claims. */
    Stream<LineItem> allItems() {
        return Stream.of(items(), additionalItems("swaps"), additionalItems("claims"))
                .flatMap(items -> items);
    }

    Stream<ObjectNode> shippingMethods() {
        return json.path("shipping_methods").valueStream().map(ObjectNode.class::cast);
    }

    /** @param rows {@code payments} or {@code refunds} */
    double amountOf(String rows) {
        return json.path(rows)
                .valueStream()
                .mapToDouble(row -> JsNumber.get(row, "amount"))
                .sum();
    }

    JsonNode region() {
        return json.path("region");
    }

    boolean taxesGiftCards() {
        return region().path("gift_cards_taxable").asBoolean(false);
    }

    void put(String total, double amount) {
        JsNumber.put(json, total, amount);
    }

    private static Stream<LineItem> lineItems(JsonNode items) {
        return items.valueStream().map(item -> new LineItem((ObjectNode) item));
    }
}
