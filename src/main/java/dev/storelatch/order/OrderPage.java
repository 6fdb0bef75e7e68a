package dev.storelatch.order;

import tools.jackson.databind.node.ArrayNode;

/**
 * A page of orders without their totals.
 *
 * @param query the query parameters that it was asked for with
 * @param count the number of orders before paging
 */
record OrderPage(OrderQuery query, ArrayNode orders, long count) {

    /** Name of the request attribute with the page of the caller's own orders. */
    static final String OF_CALLER = "dev.storelatch.order.OrderPage.OF_CALLER";
}
