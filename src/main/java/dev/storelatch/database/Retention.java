package dev.storelatch.database;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Retention of the rows of one table, by one of its columns. A module declares a bean for each such column; about once a
 * minute the rows whose time is before the cut-off are deleted.
 *
 * @param table the table in the schema {@code storelatch}, without the schema
 * @param key the column of the primary key
 * @param column the indexed column with the time
 * @param unit the type of that column
 * @param cutoff supplier that is called for each run
 */
public record Retention(String table, String key, String column, Unit unit, Supplier<Instant> cutoff) {

    /** Type of a column with a time. */
    public enum Unit {
        /** {@code timestamptz}. */
        TIMESTAMP,
        /** {@code bigint} with milliseconds since 1970, as Spring Session writes them. */
        EPOCH_MILLIS
    }
}
