package dev.storelatch.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;

/** One PostgreSQL server for all tests of a JVM; each test that needs an empty or a Medusa database gets its own. */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Started on first use, and stopped after the last server that uses it. */
    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setRegisterShutdownHook(false)
                        .setServerConfig("max_connections", "600")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .start();
                SpringApplication.getShutdownHandlers().add(() -> close(server));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the JDBC URL of a new, empty database. */
    public static String newDatabase() {
        return create("template1");
    }

    /**
     * Returns the JDBC URL of a new database with Medusa's tables and our own, which are empty. Flyway alone creates all of
     * them in our schema.
     */
    public static String newMigratedDatabase() {
        String url = newDatabase();
        Flyway.configure()
                .dataSource(url, null, null)
                .defaultSchema("storelatch")
                .load()
                .migrate();
        return url + "&currentSchema=storelatch";
    }

    /** Returns the JDBC URL of a new copy of the given database, which must not have connections. */
    static String create(String template) {
        String name = "test" + DATABASES.incrementAndGet();
        execute("postgres", "create database %s template %s".formatted(name, template));
        return url(name);
    }

    static int port() {
        return Holder.SERVER.getPort();
    }

    static String url(String database) {
        return Holder.SERVER.getJdbcUrl("postgres", database);
    }

    static void execute(String database, String sql) {
        try (Connection connection =
                        Holder.SERVER.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
