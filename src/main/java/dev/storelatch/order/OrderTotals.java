package dev.storelatch.order;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The thirteen totals of an order and those of its items and shipping methods, as Medusa 1.20 computes them when none
 * is named. Prices are before tax. Amounts are in the smallest currency unit and are rounded half up, line by line.
 *
 * <p>An order with a tax rate of its own is from before Medusa had tax lines; its taxes follow that rate.
 */
final class OrderTotals {

    private final ObjectNode order;
    private final Discounts discounts;
    private final JsonNode taxRate;

    OrderTotals(ObjectNode order) {
        this.order = order;
        this.discounts = new Discounts(order);
        this.taxRate = order.path("tax_rate");
    }

    /** Adds all totals to the order, in the contract's order. */
    void add() {
        double subtotal = 0;
        double discount = 0;
        double itemTax = 0;
        boolean anyTaxLine = hasTaxLine(order.path("items"));
        for (JsonNode node : order.path("items")) {
            ObjectNode item = (ObjectNode) node;
            double refundable = refundable(item);
            item.set("tax_lines", taxLines(item, anyTaxLine, isTaxed(item), "item_id"));
            ItemTotals totals = itemTotals(item);
            totals.addTo(item);
            JsNumber.put(item, "refundable", refundable);
            subtotal += totals.subtotal();
            discount += totals.rawDiscountTotal();
            itemTax += totals.taxTotal();
        }
        double shipping = 0;
        double shippingTax = 0;
        anyTaxLine = hasTaxLine(order.path("shipping_methods"));
        for (JsonNode node : order.path("shipping_methods")) {
            ObjectNode method = (ObjectNode) node;
            method.set("tax_lines", taxLines(method, anyTaxLine, true, "shipping_method_id"));
            addShippingTotals(method);
            shipping += method.path("subtotal").doubleValue();
            shippingTax += method.path("tax_total").doubleValue();
        }
        Stream.of("swaps", "claims")
                .flatMap(name -> order.path(name).valueStream())
                .flatMap(exchange -> exchange.path("additional_items").valueStream())
                .forEach(item -> addRefundable((ObjectNode) item));
        addOrderTotals(subtotal, discount, shipping, itemTax, shippingTax);
    }

    private void addOrderTotals(
            double subtotal, double rawDiscount, double shipping, double itemTax, double shippingTax) {
        double tax = itemTax + shippingTax;
        double discount = Math.round(rawDiscount);
        double refunded = sum("refunds");
        double paid = sum("payments");
        boolean giftCardsTaxed = order.path("region").path("gift_cards_taxable").asBoolean(false);
        GiftCards giftCards = GiftCards.of(order, subtotal + shipping + (giftCardsTaxed ? 0 : tax) - rawDiscount);
        JsNumber.put(order, "subtotal", subtotal);
        JsNumber.put(order, "discount_total", discount);
        JsNumber.put(order, "shipping_total", shipping);
        JsNumber.put(order, "refunded_total", refunded);
        JsNumber.put(order, "paid_total", paid);
        JsNumber.put(order, "refundable_amount", paid - refunded);
        JsNumber.put(order, "item_tax_total", itemTax);
        JsNumber.put(order, "shipping_tax_total", shippingTax);
        JsNumber.put(order, "tax_total", tax - giftCards.taxTotal());
        JsNumber.put(order, "gift_card_total", giftCards.total());
        JsNumber.put(order, "gift_card_tax_total", giftCards.taxTotal());
        JsNumber.put(order, "raw_discount_total", rawDiscount);
        JsNumber.put(order, "total", subtotal + shipping + tax - giftCards.taxTotal() - (giftCards.total() + discount));
    }

    private ItemTotals itemTotals(ObjectNode item) {
        double subtotal = number(item, "unit_price") * number(item, "quantity");
        double rawDiscount = discounts.of(item).amount();
        double discount = Math.round(rawDiscount);
        if (usesOwnRate()) {
            double tax = Math.round((subtotal - discount) * ownRate());
            double originalTax = Math.round(subtotal * ownRate());
            return new ItemTotals(
                    subtotal, discount, subtotal + tax, subtotal + originalTax, originalTax, tax, rawDiscount);
        }
        double tax = TaxLines.onItem(item.path("tax_lines"), subtotal - rawDiscount);
        double originalTax = TaxLines.onItem(item.path("tax_lines"), subtotal);
        return new ItemTotals(
                subtotal, discount, subtotal - discount + tax, subtotal + originalTax, originalTax, tax, rawDiscount);
    }

    private void addShippingTotals(ObjectNode method) {
        double price = number(method, "price");
        double tax =
                Math.round(usesOwnRate() ? price * ownRate() : TaxLines.onShipping(method.path("tax_lines"), price));
        double withTax = usesOwnRate() ? price : price + tax;
        boolean free = discounts.freeShipping();
        JsNumber.put(method, "original_total", withTax);
        JsNumber.put(method, "total", free ? 0 : withTax);
        JsNumber.put(method, "subtotal", free ? 0 : price);
        JsNumber.put(method, "original_tax_total", tax);
        JsNumber.put(method, "tax_total", free ? 0 : tax);
    }

    /** An item of a swap or claim shows what is left of it, and what of that can be paid back. */
    private void addRefundable(ObjectNode item) {
        double refundable = refundable(item);
        JsNumber.put(item, "quantity", number(item, "quantity") - number(item, "returned_quantity"));
        JsNumber.put(item, "refundable", refundable);
    }

    /** What can be paid back for the pieces that have not come back yet. */
    private double refundable(ObjectNode item) {
        double quantity = number(item, "quantity") - number(item, "returned_quantity");
        double price = number(item, "unit_price") * quantity;
        if (taxRate.isNumber()) {
            return Math.round((price - discounts.of(item).amount()) * (1 + ownRate()));
        }
        double net = price - discounts.of(item).unitAmount() * quantity;
        return net + TaxLines.onItem(item.path("tax_lines"), net);
    }

    /**
     * The tax lines that count and are shown. Where none of the rows has any, nothing was written down, and the region's
     * rate stands in.
     */
    private ArrayNode taxLines(ObjectNode row, boolean anyWritten, boolean taxed, String key) {
        if (usesOwnRate()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        ArrayNode lines = row.withArrayProperty("tax_lines");
        if (anyWritten || !taxed) {
            return lines;
        }
        ArrayNode standIn = JsonNodeFactory.instance.arrayNode();
        standIn.addObject()
                .put("rate", order.path("region").path("tax_rate").asDouble(0))
                .put("name", "default")
                .put("code", "default")
                .set(key, row.path("id"));
        return standIn;
    }

    private static boolean hasTaxLine(JsonNode rows) {
        return rows.valueStream().anyMatch(row -> !row.path("tax_lines").isEmpty());
    }

    /** Custom items, which have no product, and returned ones are not taxed by the region's rate. */
    private static boolean isTaxed(JsonNode item) {
        return item.path("variant").path("product_id").isString()
                && !item.path("is_return").asBoolean(false);
    }

    private boolean usesOwnRate() {
        return ownRate() != 0;
    }

    private double ownRate() {
        return taxRate.asDouble(0) / 100;
    }

    private double sum(String rows) {
        return order.path(rows)
                .valueStream()
                .mapToDouble(row -> number(row, "amount"))
                .sum();
    }

    private static double number(JsonNode row, String name) {
        return row.path(name).asDouble(0);
    }
}
