package dev.storelatch.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.PGConnection;

/** A database as a Medusa v1 server leaves it: a plain {@code pg_dump}, which lies outside the project. */
public final class MedusaSample {

    private static final Path FOLDER = Path.of("..", "shared", "contract");
    private static final String TEMPLATE = "medusa_sample";
    private static boolean restored;

    private MedusaSample() {}

    /** A file beside the dump; the calling test is skipped where the folder is absent. */
    public static Path file(String name) {
        Path file = FOLDER.resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file), () -> "skipped: " + file + " is not on this machine (the build server has it)");
        return file;
    }

    /** The JDBC URL of a freshly restored copy; the calling test is skipped where the dump is absent. */
    public static synchronized String newDatabase() {
        Path dump = file("medusa-v1-sample.sql");
        if (!restored) {
            TestPostgres.execute("postgres", "create database " + TEMPLATE);
            restore(dump, TestPostgres.url(TEMPLATE));
            restored = true;
        }
        return TestPostgres.create(TEMPLATE);
    }

    /** Plays a plain dump into a database, as {@code psql} would. */
    static void restore(Path dump, String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                BufferedReader lines = Files.newBufferedReader(dump)) {
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
            throw new IllegalStateException("could not restore " + dump, e);
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
