package dev.storelatch.order;

import dev.storelatch.order.Condition.Operator;
import dev.storelatch.request.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A filter such as {@code created_at[gte]=2026-01-01}, which limits a timestamp by up to four comparisons. */
final class DateRange {

    /** In the order in which the contract reports mistakes. */
    private static final List<Operator> OPERATORS = List.of(Operator.LT, Operator.GT, Operator.GTE, Operator.LTE);

    private DateRange() {}

    static List<Condition> read(JsonBody query, String column) {
        JsonNode node = query.any(column);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!(node instanceof ObjectNode object)) {
            query.mistake((node.isArray() ? "each value in " : "")
                    + "nested property %s must be either object or array".formatted(column));
            return List.of();
        }
        JsonBody range = new JsonBody(object);
        List<Condition> conditions = new ArrayList<>();
        OPERATORS.forEach(operator -> condition(range, column, operator).ifPresent(conditions::add));
        range.mistakes().forEach(query::mistake);
        return conditions;
    }

    private static Optional<Condition> condition(JsonBody range, String column, Operator operator) {
        String name = operator.name().toLowerCase(Locale.ROOT);
        JsonNode date = range.any(name);
        if (date.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Condition> condition =
                DateParameter.parse(date.asString("not a date")).map(value -> new Condition(column, operator, value));
        if (condition.isEmpty()) {
            range.mistake(name + " must be a Date instance");
        }
        return condition;
    }
}
