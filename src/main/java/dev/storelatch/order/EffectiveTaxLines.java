package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tax lines that apply to the line items or shipping methods of an order, and are shown with them: none if the order has
 * a tax rate of its own; the region's rate if no tax line was recorded for any of the rows; else those recorded.
 */
final class EffectiveTaxLines {

    private final OrderJson order;
    private final boolean ownRate;
    private final boolean recorded;
    private final String foreignKey;

    private EffectiveTaxLines(OrderJson order, OwnTaxRate taxRate, boolean recorded, String foreignKey) {
        this.order = order;
        this.ownRate = taxRate.isNonZero();
        this.recorded = recorded;
        this.foreignKey = foreignKey;
    }

    static EffectiveTaxLines ofItems(OrderJson order, OwnTaxRate taxRate) {
        boolean recorded = order.items().anyMatch(item -> !item.taxLines().isEmpty());
        return new EffectiveTaxLines(order, taxRate, recorded, "item_id");
    }

    static EffectiveTaxLines ofShipping(OrderJson order, OwnTaxRate taxRate) {
        boolean recorded = order.shippingMethods()
                .anyMatch(method -> !method.path("tax_lines").isEmpty());
        return new EffectiveTaxLines(order, taxRate, recorded, "shipping_method_id");
    }

    /** Custom items, which have no product, and returned ones are not taxed by the region's rate. */
    void setOn(LineItem item) {
        boolean taxed = item.json().path("variant").path("product_id").isString()
                && !item.json().path("is_return").asBoolean(false);
        item.json().set("tax_lines", lines(item.json(), taxed));
    }

    void setOn(ObjectNode shippingMethod) {
        shippingMethod.set("tax_lines", lines(shippingMethod, true));
    }

    private ArrayNode lines(ObjectNode row, boolean taxed) {
        if (ownRate) {
            return JsonNodeFactory.instance.arrayNode();
        }
        ArrayNode lines = row.withArrayProperty("tax_lines");
        if (recorded || !taxed) {
            return lines;
        }
        ArrayNode regional = JsonNodeFactory.instance.arrayNode();
        regional.addObject()
                .put("rate", JsNumber.get(order.region(), "tax_rate"))
                .put("name", "default")
                .put("code", "default")
                .set(foreignKey, row.path("id"));
        return regional;
    }
}
