package dev.storelatch.database;

import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of Medusa's tables and enumerations: those of Medusa 1.20, or those of them that a database has.
 *
 * @param tables the names of the columns, by the name of the table
 */
record MedusaSchema(SortedMap<String, SortedSet<String>> tables, SortedSet<String> enumerations) {

    boolean isEmpty() {
        return tables.isEmpty() && enumerations.isEmpty();
    }

    /** Returns the tables that the other schema lacks. */
    SortedSet<String> tablesMissingIn(MedusaSchema other) {
        SortedSet<String> missing = new TreeSet<>(tables.keySet());
        missing.removeAll(other.tables.keySet());
        return missing;
    }

    /** Returns the columns, as {@code table.column}, that the other schema lacks in the tables that it has. */
    SortedSet<String> columnsMissingIn(MedusaSchema other) {
        SortedSet<String> missing = new TreeSet<>();
        other.tables.forEach((table, columns) -> {
            SortedSet<String> lacking = new TreeSet<>(Objects.requireNonNull(tables.get(table)));
            lacking.removeAll(columns);
            lacking.forEach(column -> missing.add(table + "." + column));
        });
        return missing;
    }
}
