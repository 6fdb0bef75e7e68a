package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A line item as JSON. Prices are in the smallest currency unit, before tax and discount. */
record LineItem(ObjectNode json) {

    String id() {
        return json.path("id").asString("");
    }

    double unitPrice() {
        return JsNumber.get(json, "unit_price");
    }

    double price() {
        return unitPrice() * JsNumber.get(json, "quantity");
    }

    /** Returns the number of pieces that have not been returned. */
    double keptQuantity() {
        return JsNumber.get(json, "quantity") - JsNumber.get(json, "returned_quantity");
    }

    boolean allowsDiscounts() {
        return json.path("allow_discounts").asBoolean(false);
    }

    JsonNode adjustments() {
        return json.path("adjustments");
    }

    JsonNode taxLines() {
        return json.path("tax_lines");
    }

    void put(String total, double amount) {
        JsNumber.put(json, total, amount);
    }
}
