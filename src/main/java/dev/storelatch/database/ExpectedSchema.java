package dev.storelatch.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the schema of Medusa 1.20 from the migration that creates it, so that the two cannot differ. */
final class ExpectedSchema {

    private static final String MIGRATION = "/db/migration/V1__medusa_tables.sql";
    private static final Pattern ENUMERATION = Pattern.compile("create type \"?(\\w+)\"? as enum .*");
    private static final Pattern TABLE = Pattern.compile("create table \"?(\\w+)\"? \\(");
    private static final Pattern COLUMN = Pattern.compile(" {4}(?!constraint )(\\w+) .*");

    private final MedusaSchema schema = new MedusaSchema(new TreeMap<>(), new TreeSet<>());

    /** The columns of the table whose definition is being read; null between definitions. */
    private @Nullable SortedSet<String> columns;

    private ExpectedSchema() {}

    static MedusaSchema read() {
        ExpectedSchema reader = new ExpectedSchema();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ExpectedSchema.class.getResourceAsStream(MIGRATION)), StandardCharsets.UTF_8))) {
            lines.lines().forEach(reader::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader.schema;
    }

    private void read(String line) {
        Matcher enumeration = ENUMERATION.matcher(line);
        Matcher table = TABLE.matcher(line);
        Matcher column = COLUMN.matcher(line);
        if (enumeration.matches()) {
            schema.enumerations().add(enumeration.group(1));
        } else if (table.matches()) {
            columns = schema.tables().computeIfAbsent(table.group(1), name -> new TreeSet<>());
        } else if (line.equals(");")) {
            columns = null;
        } else if (columns != null && column.matches()) {
            columns.add(column.group(1));
        }
    }
}
