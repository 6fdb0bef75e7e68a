package dev.storelatch.database;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Declares that rows of a table can be deleted once a point in time has passed. A module declares one as a bean for each
 * such column.
 *
 * @param table the table in the schema {@code storelatch}, without the schema
 * @param key the column of its primary key
 * @param column the indexed column that is compared
 * @param unit the type of that column
 * @param cutoff rows with an earlier time are deleted; asked anew for each run
 */
public record Retention(String table, String key, String column, Unit unit, Supplier<Instant> cutoff) {

    /** Types of columns that hold a time. */
    public enum Unit {
        TIMESTAMP,
        EPOCH_MILLIS
    }
}
