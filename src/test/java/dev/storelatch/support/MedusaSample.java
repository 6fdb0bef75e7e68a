package dev.storelatch.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The database of a Medusa 1.20.11 with sample data, a plain {@code pg_dump}, and its accounts' passwords. */
public final class MedusaSample {

    private static final String TEMPLATE = "medusa_sample";
    private static final ClassPathResource DUMP =
            new ClassPathResource("/contract/medusa-sample.sql", MedusaSample.class);
    private static final ClassPathResource CREDENTIALS =
            new ClassPathResource("/contract/medusa-sample-credentials.json", MedusaSample.class);

    private static boolean restored;

    private MedusaSample() {}

    /** Returns the JDBC URL of a new copy of the sample database. */
    public static synchronized String newDatabase() {
        if (!restored) {
            TestPostgres.execute("postgres", "create database " + TEMPLATE);
            restore(TestPostgres.url(TEMPLATE));
            restored = true;
        }
        return TestPostgres.create(TEMPLATE);
    }

    /** Returns the sample's accounts with their passwords in clear, and the hashes that Medusa stored for them. */
    public static JsonNode credentials() {
        try {
            return JsonMapper.shared().readTree(CREDENTIALS.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the dump's statements, as {@code psql} would. */
    private static void restore(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                BufferedReader lines = new BufferedReader(new InputStreamReader(DUMP.getInputStream(), UTF_8))) {
            StringBuilder sql = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("--") || line.isBlank()) {
                    continue;
                }
                sql.append(line).append('\n');
                if (!line.endsWith(";")) {
                    continue;
                }
                if (sql.indexOf("COPY ") == 0) {
                    copy(connection, sql.toString(), lines);
                } else {
                    statement.execute(sql.toString());
                }
                sql.setLength(0);
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("could not restore " + DUMP, e);
        }
    }

    private static void copy(Connection connection, String sql, BufferedReader lines) throws IOException, SQLException {
        StringBuilder rows = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.equals("\\."); line = lines.readLine()) {
            rows.append(line).append('\n');
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows.toString()));
    }
}
