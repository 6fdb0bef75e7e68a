package dev.storelatch.order;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code GET /store/customers/me/orders} may be asked.
 *
 * @param limit as echoed: 1 to 100, perhaps with a fraction
 * @param offset as echoed, perhaps with a fraction
 */
record OrderQuery(OrderFilter filter, double limit, double offset, OrderSelection selection) {

    private static final double DEFAULT_LIMIT = 10;
    private static final double LARGEST_LIMIT = 100;

    /** @throws Failure.InvalidData with all that is wrong */
    static OrderQuery of(ObjectNode parameters) {
        JsonBody query = new JsonBody(parameters);
        OrderFilter filter = new OrderFilter(query);
        double limit = number(query, "limit", DEFAULT_LIMIT);
        double offset = number(query, "offset", 0);
        OrderSelection selection = OrderSelection.read(query, filter.isSearch());
        query.check();
        boolean all = limit == 0 || limit > LARGEST_LIMIT;
        return new OrderQuery(filter, all ? LARGEST_LIMIT : Math.max(1, limit), offset, selection);
    }

    private static double number(JsonBody query, String name, double otherwise) {
        JsonNode node = query.any(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        double number = node.isString() ? JsNumber.parse(node.stringValue()) : Double.NaN;
        if (!Double.isFinite(number)) {
            query.mistake(name + " must be a number conforming to the specified constraints");
        } else if (number < 0) {
            query.mistake(name + " must not be less than 0");
        }
        return number;
    }
}
