package dev.storelatch.order;

import dev.storelatch.request.DateRange;

/**
 * A condition on a column of the order. The column is one of {@link OrderTables}, never a name that a client sent.
 *
 * @param value the value to compare with; a list of strings for {@link Operator#ANY_OF}; unused for {@link
 *     Operator#IS_NULL}
 */
record Condition(String column, Operator operator, Object value) {

    /** Comparisons of a column with a value. */
    enum Operator {
        EQUAL,
        IS_NULL,
        ANY_OF,
        LT,
        GT,
        GTE,
        LTE
    }

    /** Returns the condition that a date of this column keeps to the bound. */
    static Condition of(String column, DateRange.Bound bound) {
        return new Condition(column, Operator.valueOf(bound.comparison().name()), bound.date());
    }

    static Condition isNull(String column) {
        return new Condition(column, Operator.IS_NULL, "");
    }
}
