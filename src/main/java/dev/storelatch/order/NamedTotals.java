package dev.storelatch.order;

import java.util.SortedSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Totals that a request names. For these Medusa 1.20 keeps an older arithmetic than for {@link OrderTotals}, which
 * differs in gift cards, in several discounts at once and in orders with a tax rate of their own.
 */
final class NamedTotals {

    private final ObjectNode order;
    private final Discounts discounts;
    private final JsonNode taxRate;

    NamedTotals(ObjectNode order) {
        this.order = order;
        this.discounts = new Discounts(order);
        this.taxRate = order.path("tax_rate");
    }

    /** @param names sorted, as the contract shows them */
    void add(SortedSet<String> names) {
        if (names.contains("subtotal") || names.contains("total")) {
            order.path("items").forEach(item -> itemTotals(item).addTo((ObjectNode) item));
        }
        names.forEach(this::add);
    }

    private void add(String name) {
        switch (name) {
            case "subtotal" -> put(name, subtotal());
            case "tax_total" -> put(name, taxTotal());
            case "shipping_total" -> put(name, shippingTotal());
            case "discount_total" -> put(name, discountTotal());
            case "gift_card_total" -> {
                put(name, giftCards().total());
                put("gift_card_tax_total", giftCards().taxTotal());
            }
            case "total" ->
                put(
                        name,
                        subtotal()
                                + taxTotal()
                                + shippingTotal()
                                - discountTotal()
                                - giftCards().total());
            case "paid_total" -> put(name, sum("payments"));
            case "refunded_total" -> put(name, sum("refunds"));
            case "refundable_amount" -> put(name, sum("payments") - sum("refunds"));
            case "items.refundable" -> addRefundable(order.path("items").valueStream());
            case "swaps.additional_items.refundable" -> addRefundable(additionalItems("swaps"));
            case "claims.additional_items.refundable" -> addRefundable(additionalItems("claims"));
            default -> throw new IllegalArgumentException("no total is named " + name);
        }
    }

    private ItemTotals itemTotals(JsonNode item) {
        double subtotal = price(item);
        double rawDiscount = discounts.of(item).amount();
        double discount = Math.round(rawDiscount);
        double total = taxRate.isNumber() ? subtotal : subtotal - discount;
        double originalTotal = subtotal;
        double tax = (subtotal - discount) * ownRate();
        double originalTax = subtotal * ownRate();
        total += tax;
        originalTotal += originalTax;
        if (!item.path("tax_lines").isEmpty()) {
            tax = TaxLines.onItem(item.path("tax_lines"), subtotal - rawDiscount);
            originalTax = TaxLines.onItem(item.path("tax_lines"), subtotal);
            total += tax;
            originalTotal += originalTax;
        }
        return new ItemTotals(subtotal, discount, total, originalTotal, originalTax, tax, rawDiscount);
    }

    private double subtotal() {
        return order.path("items").valueStream().mapToDouble(NamedTotals::price).sum();
    }

    /** All adjustments of all discounts, but not more than the items that allow discounts cost. */
    private double discountTotal() {
        double adjustments = order.path("items")
                .valueStream()
                .flatMap(item -> item.path("adjustments").valueStream())
                .mapToDouble(adjustment -> adjustment.path("amount").asDouble(0))
                .sum();
        double discountable = order.path("items")
                .valueStream()
                .filter(item -> item.path("allow_discounts").asBoolean(false))
                .mapToDouble(NamedTotals::price)
                .sum();
        return discountable < 0
                ? Math.max(discountable, (double) Math.round(adjustments))
                : Math.min(discountable, (double) Math.round(adjustments));
    }

    private double shippingTotal() {
        return discounts.freeShipping()
                ? 0
                : order.path("shipping_methods")
                        .valueStream()
                        .mapToDouble(method -> method.path("price").asDouble(0))
                        .sum();
    }

    private double taxTotal() {
        if (taxRate.isNumber()) {
            return Math.round((subtotal() - discountTotal() - giftCards().total() + shippingTotal()) * ownRate());
        }
        double items = order.path("items")
                .valueStream()
                .mapToDouble(item -> TaxLines.onItem(
                        item.path("tax_lines"), price(item) - discounts.of(item).amount()))
                .sum();
        double shipping = order.path("shipping_methods")
                .valueStream()
                .mapToDouble(method -> TaxLines.onShipping(
                        method.path("tax_lines"), method.path("price").asDouble(0)))
                .sum();
        boolean giftCardsTaxed = order.path("region").path("gift_cards_taxable").asBoolean(false);
        return Math.round(items + shipping) - (giftCardsTaxed ? giftCards().taxTotal() : 0);
    }

    private GiftCards giftCards() {
        return GiftCards.of(order, subtotal() - discountTotal());
    }

    private Stream<JsonNode> additionalItems(String exchanges) {
        return order.path(exchanges)
                .valueStream()
                .flatMap(exchange -> exchange.path("additional_items").valueStream());
    }

    private void addRefundable(Stream<JsonNode> items) {
        items.forEach(item -> JsNumber.put((ObjectNode) item, "refundable", refundable(item)));
    }

    private double refundable(JsonNode item) {
        double quantity = item.path("quantity").asDouble(0)
                - item.path("returned_quantity").asDouble(0);
        double net = (item.path("unit_price").asDouble(0) - discounts.of(item).unitAmount()) * quantity;
        return taxRate.isNumber()
                ? Math.round(net * (1 + ownRate()))
                : net + TaxLines.onItem(item.path("tax_lines"), net);
    }

    private double ownRate() {
        return taxRate.asDouble(0) / 100;
    }

    private double sum(String rows) {
        return order.path(rows)
                .valueStream()
                .mapToDouble(row -> row.path("amount").asDouble(0))
                .sum();
    }

    private static double price(JsonNode item) {
        return item.path("unit_price").asDouble(0) * item.path("quantity").asDouble(0);
    }

    private void put(String name, double amount) {
        JsNumber.put(order, name, amount);
    }
}
