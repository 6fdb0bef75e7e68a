package dev.storelatch.order;

import dev.storelatch.request.JsonBody;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The status columns of an order, with the values that Medusa 1.20 accepts for each, in the order of its messages. */
enum StatusColumn {
    STATUS("pending, completed, archived, canceled, requires_action"),

    FULFILLMENT_STATUS("not_fulfilled, partially_fulfilled, fulfilled, partially_shipped, shipped, partially_returned, "
            + "returned, canceled, requires_action"),

    PAYMENT_STATUS("not_paid, awaiting, captured, partially_refunded, refunded, canceled, requires_action");

    private final String column = name().toLowerCase(Locale.ROOT);
    private final String allowed;

    StatusColumn(String allowed) {
        this.allowed = allowed;
    }

    /** Reads the filter of the same name, which may have one value or several. */
    Optional<Condition> read(JsonBody query) {
        JsonNode node = query.any(column);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        List<String> values = values(node);
        if (values.isEmpty() || !Set.of(allowed.split(", ")).containsAll(values)) {
            query.mistake("each value in %s must be one of the following values: %s".formatted(column, allowed));
            return Optional.empty();
        }
        return Optional.of(new Condition(column, Condition.Operator.ANY_OF, values));
    }

    /** A single value in brackets may hold several, separated by commas. */
    private static List<String> values(JsonNode node) {
        if (node.isString()) {
            return List.of(node.stringValue());
        }
        if (!node.isArray()) {
            return List.of();
        }
        return node.size() == 1
                ? List.of(node.get(0).asString("").split(",", -1))
                : node.valueStream().map(element -> element.asString("")).toList();
    }
}
