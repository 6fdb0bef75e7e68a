package dev.storelatch.order;

import dev.storelatch.request.JsNumber;
import tools.jackson.databind.node.ObjectNode;

/**
 * The totals of a shipping method, in the smallest currency unit. "Original" means without a discount that makes shipping
 * free.
 */
record ShippingTotals(double originalTotal, double total, double subtotal, double originalTaxTotal, double taxTotal) {

    /** @param free whether a discount of the order makes shipping free */
    static ShippingTotals of(ObjectNode method, OwnTaxRate taxRate, boolean free) {
        double price = JsNumber.get(method, "price");
        boolean ownRate = taxRate.isNonZero();
        double tax =
                Math.round(ownRate ? price * taxRate.fraction() : TaxLines.onShipping(method.path("tax_lines"), price));
        double withTax = ownRate ? price : price + tax;
        return new ShippingTotals(withTax, free ? 0 : withTax, free ? 0 : price, tax, free ? 0 : tax);
    }

    /** Adds the totals to the shipping method, in the contract's order. */
    void addTo(ObjectNode method) {
        JsNumber.put(method, "original_total", originalTotal);
        JsNumber.put(method, "total", total);
        JsNumber.put(method, "subtotal", subtotal);
        JsNumber.put(method, "original_tax_total", originalTaxTotal);
        JsNumber.put(method, "tax_total", taxTotal);
    }
}
