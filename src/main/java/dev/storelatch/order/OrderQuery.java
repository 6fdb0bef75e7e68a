package dev.storelatch.order;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.Paging;
import tools.jackson.databind.node.ObjectNode;

/** The query parameters of {@code GET /store/customers/me/orders}. */
record OrderQuery(OrderFilter filter, Paging paging, OrderSelection selection) {

    private static final double DEFAULT_LIMIT = 10;

    /**
     * Reads the parameters.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    static OrderQuery of(ObjectNode parameters) {
        JsonBody query = new JsonBody(parameters);
        OrderFilter filter = new OrderFilterReader(query).read();
        Paging paging = Paging.read(query, DEFAULT_LIMIT);
        OrderSelection selection = new OrderSelectionReader(query).read(filter.search() != null);
        query.check();
        return new OrderQuery(filter, paging, selection);
    }
}
