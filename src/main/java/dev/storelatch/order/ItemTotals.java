package dev.storelatch.order;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a line item costs, in the smallest currency unit. "Original" is without the discount.
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
    void addTo(ObjectNode item) {
        JsNumber.put(item, "subtotal", subtotal);
        JsNumber.put(item, "discount_total", discountTotal);
        JsNumber.put(item, "total", total);
        JsNumber.put(item, "original_total", originalTotal);
        JsNumber.put(item, "original_tax_total", originalTaxTotal);
        JsNumber.put(item, "tax_total", taxTotal);
        JsNumber.put(item, "raw_discount_total", rawDiscountTotal);
    }
}
