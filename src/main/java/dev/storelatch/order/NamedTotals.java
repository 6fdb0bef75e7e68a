package dev.storelatch.order;

import java.util.Set;
import java.util.SortedSet;

/** Adds the totals that a request names to an order. For these Medusa 1.20 uses its older arithmetic. */
final class NamedTotals {

    /** The totals that {@code fields} can name. */
    static final Set<String> NAMES = Set.of(
            "subtotal",
            "tax_total",
            "shipping_total",
            "discount_total",
            "gift_card_total",
            "total",
            "paid_total",
            "refunded_total",
            "refundable_amount",
            "items.refundable",
            "swaps.additional_items.refundable",
            "claims.additional_items.refundable");

    private final OrderJson order;
    private final LegacyOrderCalculator amounts;
    private final LegacyItemCalculator items;

    NamedTotals(OrderJson order) {
        Discounts discounts = new Discounts(order);
        OwnTaxRate taxRate = OwnTaxRate.of(order);
        this.order = order;
        this.amounts = new LegacyOrderCalculator(order, discounts, taxRate);
        this.items = new LegacyItemCalculator(discounts, taxRate);
    }

    /** @param names of {@link #NAMES}, in the order of the contract, which is the alphabetical one */
    void add(SortedSet<String> names) {
        if (names.contains("subtotal") || names.contains("total")) {
            order.items().forEach(item -> items.totals(item).addTo(item));
        }
        names.forEach(this::add);
    }

    private void add(String name) {
        switch (name) {
            case "subtotal" -> order.put(name, amounts.subtotal());
            case "tax_total" -> order.put(name, amounts.taxTotal());
            case "shipping_total" -> order.put(name, amounts.shippingTotal());
            case "discount_total" -> order.put(name, amounts.discountTotal());
            case "gift_card_total" -> {
                GiftCards giftCards = amounts.giftCards();
                order.put(name, giftCards.total());
                order.put("gift_card_tax_total", giftCards.taxTotal());
            }
            case "total" -> order.put(name, amounts.total());
            case "paid_total" -> order.put(name, order.amountOf("payments"));
            case "refunded_total" -> order.put(name, order.amountOf("refunds"));
            case "refundable_amount" -> order.put(name, order.amountOf("payments") - order.amountOf("refunds"));
            case "items.refundable" -> order.items().forEach(this::addRefundable);
            case "swaps.additional_items.refundable" ->
                order.additionalItems("swaps").forEach(this::addRefundable);
            case "claims.additional_items.refundable" ->
                order.additionalItems("claims").forEach(this::addRefundable);
            default -> throw new IllegalArgumentException("Unknown total: " + name);
        }
    }

    private void addRefundable(LineItem item) {
        item.put("refundable", items.refundable(item));
    }
}
