package dev.storelatch.order;

import dev.storelatch.request.JsNumber;

/**
 * Computes the totals of an order by Medusa's older arithmetic, which Medusa 1.20 keeps for {@link NamedTotals}. It differs
 * from {@link OrderTotals} in gift cards, in several discounts at once and in orders with a tax rate of their own.
 */
final class LegacyOrderCalculator {

    private final OrderJson order;
    private final Discounts discounts;
    private final OwnTaxRate taxRate;

    LegacyOrderCalculator(OrderJson order, Discounts discounts, OwnTaxRate taxRate) {
        this.order = order;
        this.discounts = discounts;
        this.taxRate = taxRate;
    }

    double total() {
        return subtotal()
                + taxTotal()
                + shippingTotal()
                - discountTotal()
                - giftCards().total();
    }

    double subtotal() {
        return order.items().mapToDouble(LineItem::price).sum();
    }

    /** Returns the sum of all adjustments of all discounts, limited to the price of the items that allow discounts. */
    double discountTotal() {
        double adjustments = order.items()
                .flatMap(item -> item.adjustments().valueStream())
                .mapToDouble(adjustment -> JsNumber.get(adjustment, "amount"))
                .sum();
        double discountable = order.items()
                .filter(LineItem::allowsDiscounts)
                .mapToDouble(LineItem::price)
                .sum();
        return discountable < 0
                ? Math.max(discountable, (double) Math.round(adjustments))
                : Math.min(discountable, (double) Math.round(adjustments));
    }

    double shippingTotal() {
        return discounts.freeShipping()
                ? 0
                : order.shippingMethods()
                        .mapToDouble(method -> JsNumber.get(method, "price"))
                        .sum();
    }

    double taxTotal() {
        if (taxRate.present()) {
            double taxable = subtotal() - discountTotal() - giftCards().total() + shippingTotal();
            return Math.round(taxable * taxRate.fraction());
        }
        double items = order.items()
                .mapToDouble(item -> TaxLines.onItem(
                        item.taxLines(), item.price() - discounts.of(item).amount()))
                .sum();
        double shipping = order.shippingMethods()
                .mapToDouble(method -> TaxLines.onShipping(method.path("tax_lines"), JsNumber.get(method, "price")))
                .sum();
        return Math.round(items + shipping)
                - (order.taxesGiftCards() ? giftCards().taxTotal() : 0);
    }

    GiftCards giftCards() {
        return GiftCards.of(order, subtotal() - discountTotal());
    }
}
