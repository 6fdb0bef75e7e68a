package dev.storelatch.order;

import dev.storelatch.request.JsNumber;

/**
 * The tax rate of an order that was placed before Medusa had tax lines. Its taxes are computed by this rate.
 *
 * @param present whether the order has such a rate, which may be 0
 * @param fraction the rate; 0.19 for 19 %
 */
record OwnTaxRate(boolean present, double fraction) {

    static OwnTaxRate of(OrderJson order) {
        return new OwnTaxRate(order.json().path("tax_rate").isNumber(), JsNumber.get(order.json(), "tax_rate") / 100);
    }

    boolean isNonZero() {
        return fraction != 0;
    }
}
