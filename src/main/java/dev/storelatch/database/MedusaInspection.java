package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.StringJoiner;

/** Inspects a database that has not been migrated yet, without changing it. */
final class MedusaInspection {

    /** The two states of a database that Storelatch can migrate. */
    enum Finding {
        /** The database has none of Medusa's tables. */
        EMPTY,
        /** The database has all tables of Medusa 1.20 with all their columns. */
        MEDUSA
    }

    private final MedusaSchema expected;

    /** @param expected the schema of Medusa 1.20 */
    MedusaInspection(MedusaSchema expected) {
        this.expected = expected;
    }

    /**
     * Determines the state of the database.
     *
     * @throws StartupException if the database has some of Medusa's tables or columns and lacks others, because a restore
     *     is incomplete, because another version of Medusa created them, or because another application has a table of the
     *     same name
     */
    Finding inspect(Connection connection) throws SQLException {
        MedusaSchema found = SchemaCatalog.visible(connection, expected);
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
                    "The table customer has no column password_hash, as in a database of Medusa 2.",
                    "Storelatch requires a database of Medusa 1.20. Set another database or schema"
                            + " (DATABASE_URL, DATABASE_SCHEMA). Nothing has been changed.");
        }
        throw new StartupException(
                describe(found, tables, columns),
                "If this is the store's database, restore it completely, or upgrade Medusa to 1.20 and run its migrations"
                        + " (medusa migrations run). Otherwise set another database or schema (DATABASE_URL,"
                        + " DATABASE_SCHEMA). Nothing has been changed.");
    }

    private static String describe(MedusaSchema found, SortedSet<String> tables, SortedSet<String> columns) {
        StringJoiner text =
                new StringJoiner("; ", "The database has only some of the tables and columns of Medusa 1.20. ", ".");
        if (tables.size() > found.tables().size()) {
            // The few names that exist explain more than the many that are missing: they may be of another application.
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
