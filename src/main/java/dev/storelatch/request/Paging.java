package dev.storelatch.request;

import tools.jackson.databind.JsonNode;

/**
 * The page of a list that the query parameters {@code limit} and {@code offset} select. Like Medusa, it accepts fractions
 * and shows them in the response.
 *
 * @param limit 1 to 100
 * @param offset 0 or more
 */
public record Paging(double limit, double offset) {

    private static final double MAX_LIMIT = 100;

    /** Reads both parameters. A limit of 0 or above 100 becomes 100. */
    public static Paging read(JsonBody query, double defaultLimit) {
        double limit = limit(query, defaultLimit);
        return new Paging(limit, number(query, "offset", 0));
    }

    /** Reads the limit alone, for a list that is paged by key. Returns the maximum number of rows. */
    public static long readLimit(JsonBody query, double defaultLimit) {
        return Math.round(limit(query, defaultLimit));
    }

    /** Returns the number of rows to skip. */
    public long firstRow() {
        return Math.round(offset);
    }

    /** Returns the maximum number of rows. */
    public long rows() {
        return Math.round(limit);
    }

    /** Returns the limit as the response shows it. */
    public Number shownLimit() {
        return JsNumber.print(limit);
    }

    /** Returns the offset as the response shows it. */
    public Number shownOffset() {
        return JsNumber.print(offset);
    }

    private static double limit(JsonBody query, double defaultLimit) {
        double limit = number(query, "limit", defaultLimit);
        return limit == 0 || limit > MAX_LIMIT ? MAX_LIMIT : Math.max(1, limit);
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
