package dev.storelatch.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of Medusa's tables, of their columns and of Medusa's enumerations: either all that Storelatch needs, or what
 * of it a database has.
 */
record MedusaSchema(SortedMap<String, SortedSet<String>> tables, SortedSet<String> enumerations) {

    private static final String MIGRATION = "/db/migration/V1__medusa_tables.sql";
    private static final Pattern ENUMERATION = Pattern.compile("create type \"?(\\w+)\"? as enum .*");
    private static final Pattern TABLE = Pattern.compile("create table \"?(\\w+)\"? \\(");
    private static final Pattern COLUMN = Pattern.compile(" {4}(?!constraint )(\\w+) .*");

    /** What Medusa 1.20 has; read from the migration that creates it, so that the two cannot differ. */
    static MedusaSchema expected() {
        MedusaSchema shape = new MedusaSchema(new TreeMap<>(), new TreeSet<>());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MedusaSchema.class.getResourceAsStream(MIGRATION)), StandardCharsets.UTF_8))) {
            SortedSet<String> columns = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                columns = shape.read(line, columns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shape;
    }

    /** Reads one line; takes and returns the columns of the table in whose definition it stands, if it does. */
    private @Nullable SortedSet<String> read(String line, @Nullable SortedSet<String> columns) {
        Matcher enumeration = ENUMERATION.matcher(line);
        if (enumeration.matches()) {
            enumerations.add(enumeration.group(1));
        }
        Matcher table = TABLE.matcher(line);
        if (table.matches()) {
            return tables.computeIfAbsent(table.group(1), name -> new TreeSet<>());
        }
        Matcher column = COLUMN.matcher(line);
        if (columns != null && column.matches()) {
            columns.add(column.group(1));
        }
        return line.equals(");") ? null : columns;
    }

    /** What of this shape the connection sees by unqualified names, as our statements will. */
    MedusaSchema visibleTo(Connection connection) throws SQLException {
        MedusaSchema found = new MedusaSchema(new TreeMap<>(), new TreeSet<>());
        query(
                connection,
                """
                select c.relname, a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relname = any (?) and pg_table_is_visible(c.oid)
                  and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
                """,
                tables.keySet(),
                row -> found.tables
                        .computeIfAbsent(row.getString(1), name -> new TreeSet<>())
                        .add(row.getString(2)));
        query(
                connection,
                "select typname from pg_type where typname = any (?) and pg_type_is_visible(oid)",
                enumerations,
                row -> found.enumerations.add(row.getString(1)));
        return found;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, Collection<String> names, Row each)
            throws SQLException {
        Array array = connection.createArrayOf("text", names.toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }

    boolean isEmpty() {
        return tables.isEmpty() && enumerations.isEmpty();
    }

    /** The tables that the other shape lacks. */
    SortedSet<String> tablesMissingIn(MedusaSchema other) {
        SortedSet<String> missing = new TreeSet<>(tables.keySet());
        missing.removeAll(other.tables.keySet());
        return missing;
    }

    /** The columns, as {@code table.column}, that the other shape lacks in the tables that it has. */
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
