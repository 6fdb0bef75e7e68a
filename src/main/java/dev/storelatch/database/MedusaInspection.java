package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.StringJoiner;

/** Looks at a database that Storelatch has not met before, and says what it is. It changes nothing. */
final class MedusaInspection {

    /** The two kinds of database that Storelatch starts on. */
    enum Finding {
        /** None of Medusa's tables. */
        EMPTY,
        /** All of them, with all columns of Medusa 1.20. */
        MEDUSA
    }

    private final MedusaSchema expected = MedusaSchema.expected();

    /**
     * @throws StartupException if the database has some of Medusa's tables or columns and lacks others: half a restore,
     *     another version of Medusa, or a stranger's table with the name of one of Medusa's
     */
    Finding look(Connection connection) throws SQLException {
        MedusaSchema found = expected.visibleTo(connection);
        if (found.isEmpty()) {
            return Finding.EMPTY;
        }
        SortedSet<String> tables = expected.tablesMissingIn(found);
        SortedSet<String> columns = expected.columnsMissingIn(found);
        if (tables.isEmpty() && columns.isEmpty()) {
            return Finding.MEDUSA;
        }
        if (columns.contains("customer.password_hash") && !columns.contains("customer.has_account")) {
            throw new StartupException(
                    "The table customer has no column password_hash: this looks like a database of Medusa 2.",
                    "Storelatch works on the database of Medusa 1.20. Name another database or schema"
                            + " (DATABASE_URL, DATABASE_SCHEMA). Nothing has been changed.");
        }
        throw new StartupException(
                describe(found, tables, columns),
                "If this is the store's database, restore all of it, or bring Medusa to 1.20 and run its migrations"
                        + " (medusa migrations run). If it is not, name another database or schema (DATABASE_URL,"
                        + " DATABASE_SCHEMA). Nothing has been changed.");
    }

    private static String describe(MedusaSchema found, SortedSet<String> tables, SortedSet<String> columns) {
        StringJoiner text =
                new StringJoiner("; ", "The database has a part of what Medusa 1.20 has, but not all of it. ", ".");
        if (tables.size() > found.tables().size()) {
            // The few names that are there explain more than the many that are not: they may be a stranger's.
            text.add("Found: "
                    + String.join(
                            ", ",
                            found.tables().isEmpty()
                                    ? found.enumerations()
                                    : found.tables().keySet()));
        }
        if (!tables.isEmpty()) {
            text.add("missing tables: " + String.join(", ", tables));
        }
        if (!columns.isEmpty()) {
            text.add("missing columns: " + String.join(", ", columns));
        }
        return text.toString();
    }
}
