package dev.storelatch.order;

/** Computes the totals of line items as Medusa 1.20 does for {@link OrderTotals}. */
final class ItemCalculator {

    private final Discounts discounts;
    private final OwnTaxRate taxRate;

    ItemCalculator(Discounts discounts, OwnTaxRate taxRate) {
        this.discounts = discounts;
        this.taxRate = taxRate;
    }

    ItemTotals totals(LineItem item) {
        double subtotal = item.price();
        double rawDiscount = discounts.of(item).amount();
        double discount = Math.round(rawDiscount);
        if (taxRate.isNonZero()) {
            double tax = Math.round((subtotal - discount) * taxRate.fraction());
            double originalTax = Math.round(subtotal * taxRate.fraction());
            return new ItemTotals(
                    subtotal, discount, subtotal + tax, subtotal + originalTax, originalTax, tax, rawDiscount);
        }
        double tax = TaxLines.onItem(item.taxLines(), subtotal - rawDiscount);
        double originalTax = TaxLines.onItem(item.taxLines(), subtotal);
        return new ItemTotals(
                subtotal, discount, subtotal - discount + tax, subtotal + originalTax, originalTax, tax, rawDiscount);
    }

    /** Returns the amount that can be refunded for the pieces that have not been returned. */
    double refundable(LineItem item) {
        double quantity = item.keptQuantity();
        double price = item.unitPrice() * quantity;
        if (taxRate.present()) {
            return Math.round((price - discounts.of(item).amount()) * (1 + taxRate.fraction()));
        }
        double net = price - discounts.of(item).unitAmount() * quantity;
        return net + TaxLines.onItem(item.taxLines(), net);
    }
}
