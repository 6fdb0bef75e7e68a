package dev.storelatch.request;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A filter such as {@code created_at[gte]=2026-01-01}, which limits a timestamp by up to four comparisons. */
public final class DateRange {

    private DateRange() {}

    /** A comparison with a date, in the order in which the contract reports mistakes. */
    public enum Comparison {
        LT("<"),
        GT(">"),
        GTE(">="),
        LTE("<=");

        private final String operator;

        Comparison(String operator) {
            this.operator = operator;
        }

        /** Returns the operator in SQL. */
        public String operator() {
            return operator;
        }
    }

    /** One comparison of a range. */
    public record Bound(Comparison comparison, OffsetDateTime date) {}

    /** Reads the range of this name; empty if it was not sent. */
    public static List<Bound> read(JsonBody query, String name) {
        JsonNode node = query.any(name);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!(node instanceof ObjectNode object)) {
            query.mistake((node.isArray() ? "each value in " : "")
                    + "nested property %s must be either object or array".formatted(name));
            return List.of();
        }
        JsonBody range = new JsonBody(object);
        List<Bound> bounds = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            bound(range, comparison).ifPresent(bounds::add);
        }
        range.mistakes().forEach(query::mistake);
        return bounds;
    }

    /** Reads a date in one of the forms that ranges accept; empty if it was not sent. */
    public static Optional<OffsetDateTime> readDate(JsonBody query, String name) {
        JsonNode date = query.any(name);
        if (date.isMissingNode()) {
            return Optional.empty();
        }
        Optional<OffsetDateTime> value = DateParameter.parse(date.asString("not a date"));
        if (value.isEmpty()) {
            query.mistake(name + " must be a Date instance");
        }
        return value;
    }

    private static Optional<Bound> bound(JsonBody range, Comparison comparison) {
        String name = comparison.name().toLowerCase(Locale.ROOT);
        return readDate(range, name).map(value -> new Bound(comparison, value));
    }
}
