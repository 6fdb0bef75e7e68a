package dev.storelatch.order;

import java.util.stream.Stream;

/**
 * Computes the thirteen totals of an order and those of its items and shipping methods, as Medusa 1.20 does if a request
 * names none. Prices are before tax. Amounts are in the smallest currency unit and are rounded half up, line by line.
 */
final class OrderTotals {

    private final OrderJson order;
    private final Discounts discounts;
    private final OwnTaxRate taxRate;
    private final ItemCalculator items;

    OrderTotals(OrderJson order) {
        this.order = order;
        this.discounts = new Discounts(order);
        this.taxRate = OwnTaxRate.of(order);
        this.items = new ItemCalculator(discounts, taxRate);
    }

    private static final class Sums {
        private double subtotal;
        private double rawDiscount;
        private double tax;
    }

    /** Adds all totals to the order, in the contract's order. */
    void add() {
        Sums ofItems = addItemTotals();
        Sums ofShipping = addShippingTotals();
        Stream.of("swaps", "claims").flatMap(order::additionalItems).forEach(this::addRefundable);
        addOrderTotals(ofItems, ofShipping);
    }

    private Sums addItemTotals() {
        Sums sums = new Sums();
        EffectiveTaxLines taxLines = EffectiveTaxLines.ofItems(order, taxRate);
        order.items().forEach(item -> {
            double refundable = items.refundable(item);
            taxLines.setOn(item);
            ItemTotals totals = items.totals(item);
            totals.addTo(item);
            item.put("refundable", refundable);
            sums.subtotal += totals.subtotal();
            sums.rawDiscount += totals.rawDiscountTotal();
            sums.tax += totals.taxTotal();
        });
        return sums;
    }

    private Sums addShippingTotals() {
        Sums sums = new Sums();
        EffectiveTaxLines taxLines = EffectiveTaxLines.ofShipping(order, taxRate);
        order.shippingMethods().forEach(method -> {
            taxLines.setOn(method);
            ShippingTotals totals = ShippingTotals.of(method, taxRate, discounts.freeShipping());
            totals.addTo(method);
            sums.subtotal += totals.subtotal();
            sums.tax += totals.taxTotal();
        });
        return sums;
    }

    /** Shows of an item of a swap or claim how many pieces are left, and the amount that can be refunded for them. */
    private void addRefundable(LineItem item) {
        double refundable = items.refundable(item);
        item.put("quantity", item.keptQuantity());
        item.put("refundable", refundable);
    }

    private void addOrderTotals(Sums ofItems, Sums ofShipping) {
        double tax = ofItems.tax + ofShipping.tax;
        double net = ofItems.subtotal + ofShipping.subtotal;
        double discount = Math.round(ofItems.rawDiscount);
        double refunded = order.amountOf("refunds");
        double paid = order.amountOf("payments");
        GiftCards giftCards = GiftCards.of(order, net + (order.taxesGiftCards() ? 0 : tax) - ofItems.rawDiscount);
        order.put("subtotal", ofItems.subtotal);
        order.put("discount_total", discount);
        order.put("shipping_total", ofShipping.subtotal);
        order.put("refunded_total", refunded);
        order.put("paid_total", paid);
        order.put("refundable_amount", paid - refunded);
        order.put("item_tax_total", ofItems.tax);
        order.put("shipping_tax_total", ofShipping.tax);
        order.put("tax_total", tax - giftCards.taxTotal());
        order.put("gift_card_total", giftCards.total());
        order.put("gift_card_tax_total", giftCards.taxTotal());
        order.put("raw_discount_total", ofItems.rawDiscount);
        order.put("total", net + tax - giftCards.taxTotal() - (giftCards.total() + discount));
    }
}
