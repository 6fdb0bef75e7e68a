package dev.storelatch.order;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query parameters of {@code GET /store/customers/me/orders}.
 *
 * @param limit as shown in the response: 1 to 100, possibly with a fraction
 * @param offset as shown in the response, possibly with a fraction
 */
record OrderQuery(OrderFilter filter, double limit, double offset, OrderSelection selection) {

    private static final double DEFAULT_LIMIT = 10;
    private static final double MAX_LIMIT = 100;

    /**
     * Reads the parameters.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    static OrderQuery of(ObjectNode parameters) {
        JsonBody query = new JsonBody(parameters);
        OrderFilter filter = new OrderFilterReader(query).read();
        double limit = number(query, "limit", DEFAULT_LIMIT);
        double offset = number(query, "offset", 0);
        OrderSelection selection = new OrderSelectionReader(query).read(filter.search() != null);
        query.check();
        boolean all = limit == 0 || limit > MAX_LIMIT;
        return new OrderQuery(filter, all ? MAX_LIMIT : Math.max(1, limit), offset, selection);
    }

    private static double number(JsonBody query, String name, double defaultValue) {
        JsonNode node = query.any(name);
        if (node.isMissingNode()) {
            return defaultValue;
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
