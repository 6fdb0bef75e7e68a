package dev.storelatch.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads from PostgreSQL's catalog which parts of a schema a database has. */
final class SchemaCatalog {

    private SchemaCatalog() {}

    /** Returns the parts of the schema that are visible to the connection by unqualified names, as in our statements. */
    static MedusaSchema visible(Connection connection, MedusaSchema schema) throws SQLException {
        MedusaSchema found = new MedusaSchema(new TreeMap<>(), new TreeSet<>());
        query(
                connection,
                """
                select c.relname, a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relname = any (?) and pg_table_is_visible(c.oid)
                  and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
                """,
                schema.tables().keySet(),
                row -> found.tables()
                        .computeIfAbsent(row.getString(1), name -> new TreeSet<>())
                        .add(row.getString(2)));
        query(
                connection,
                "select typname from pg_type where typname = any (?) and pg_type_is_visible(oid)",
                schema.enumerations(),
                row -> found.enumerations().add(row.getString(1)));
        return found;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, Collection<String> names, RowReader reader)
            throws SQLException {
        Array array = connection.createArrayOf("text", names.toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
