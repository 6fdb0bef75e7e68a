package dev.storelatch.outage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one test, which can be stopped, killed and frozen. Commits are durable, and the server under test
 * connects as an ordinary role with the documented privileges only.
 */
final class OwnPostgres implements AutoCloseable {

    static final String ROLE = "shop_server";

    private final Path directory;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    /** Creates the server, with an empty database, and stops it. */
    OwnPostgres(Path directory) throws Exception {
        this.directory = directory;
        this.port = freePort();
        start();
        execute("postgres", "create role %s login".formatted(ROLE), "create database shop");
        execute("shop", "grant create on database shop to " + ROLE, "grant usage, create on schema public to " + ROLE);
        stop();
    }

    /** Returns a port that a server can be started on repeatedly. */
    static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** Stops the server as an administrator does, which ends all connections. */
    void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Kills all processes of the server. */
    void kill() throws Exception {
        signal("KILL");
        // A dead process whose parent does not wait for it would keep the file from being ignored.
        Files.deleteIfExists(directory.resolve("postmaster.pid"));
        stop();
    }

    /** Stops all processes of the server without closing connections. */
    void freeze() throws Exception {
        signal("STOP");
    }

    void unfreeze() throws Exception {
        signal("CONT");
    }

    /** Ends all connections of the server under test and permits no new ones. */
    void refuseConnections() throws SQLException {
        execute("shop", "alter role %s connection limit 0".formatted(ROLE), """
                select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'
                """.formatted(ROLE));
    }

    void permitConnections() throws SQLException {
        execute("shop", "alter role %s connection limit -1".formatted(ROLE));
    }

    /** Returns the URL for the server under test. */
    String url() {
        return url("shop", ROLE);
    }

    /** Returns the URL for an administrator. */
    String adminUrl() {
        return url("shop", "postgres");
    }

    private String url(String database, String role) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, role);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database, "postgres"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Sends a signal to each process by itself, since one of them may end meanwhile, as workers of autovacuum do. */
    private void signal(String name) throws Exception {
        for (ProcessHandle process : processes()) {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + name + " " + process.pid() + " failed");
            }
        }
    }

    private List<ProcessHandle> processes() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
        return ProcessHandle.of(postmaster).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }

    /** Ends the server whatever state a failed test has left it in. */
    @Override
    public void close() throws Exception {
        if (server != null) {
            unfreeze();
            stop();
        }
    }
}
