package dev.storelatch.order;

/** Computes the totals of line items by the arithmetic of {@link LegacyOrderCalculator}. */
final class LegacyItemCalculator {

    private final Discounts discounts;
    private final OwnTaxRate taxRate;

    LegacyItemCalculator(Discounts discounts, OwnTaxRate taxRate) {
        this.discounts = discounts;
        this.taxRate = taxRate;
    }

    ItemTotals totals(LineItem item) {
        double subtotal = item.price();
        double rawDiscount = discounts.of(item).amount();
        double discount = Math.round(rawDiscount);
        double total = taxRate.present() ? subtotal : subtotal - discount;
        double originalTotal = subtotal;
        double tax = (subtotal - discount) * taxRate.fraction();
        double originalTax = subtotal * taxRate.fraction();
        total += tax;
        originalTotal += originalTax;
        if (!item.taxLines().isEmpty()) {
            tax = TaxLines.onItem(item.taxLines(), subtotal - rawDiscount);
            originalTax = TaxLines.onItem(item.taxLines(), subtotal);
            total += tax;
            originalTotal += originalTax;
        }
        return new ItemTotals(subtotal, discount, total, originalTotal, originalTax, tax, rawDiscount);
    }

    /** Returns the amount that can be refunded for the pieces that have not been returned. */
    double refundable(LineItem item) {
        double net = (item.unitPrice() - discounts.of(item).unitAmount()) * item.keptQuantity();
        return taxRate.present()
                ? Math.round(net * (1 + taxRate.fraction()))
                : net + TaxLines.onItem(item.taxLines(), net);
    }
}
