package dev.storelatch.order;

/**
 * The totals of a line item, in the smallest currency unit. "Original" means without the discount.
 *
 * @param rawDiscountTotal before rounding
 */
record ItemTotals(
        double subtotal,
        double discountTotal,
        double total,
        double originalTotal,
        double originalTaxTotal,
        double taxTotal,
        double rawDiscountTotal) {

    /** Adds the totals to the item, in the contract's order. */
    void addTo(LineItem item) {
        item.put("subtotal", subtotal);
        item.put("discount_total", discountTotal);
        item.put("total", total);
        item.put("original_total", originalTotal);
        item.put("original_tax_total", originalTaxTotal);
        item.put("tax_total", taxTotal);
        item.put("raw_discount_total", rawDiscountTotal);
    }
}
