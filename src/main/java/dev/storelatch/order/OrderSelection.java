package dev.storelatch.order;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parts of each order that a response shows.
 *
 * @param columns in the order of the JSON keys
 * @param totals the totals that {@code fields} names, sorted; empty if all totals are to be shown
 */
record OrderSelection(List<String> columns, SortedSet<String> totals, Expansion expansion) {

    /** The selection of the log-in response: all columns and the items. */
    static final OrderSelection PLAIN =
            new OrderSelection(OrderTables.ORDER.columns(), new TreeSet<>(), Expansion.of(List.of("items")));

    /** The selection of orders that administrators see with a customer: all columns. */
    static final OrderSelection WITHOUT_ITEMS =
            new OrderSelection(OrderTables.ORDER.columns(), new TreeSet<>(), Expansion.NONE);
}
