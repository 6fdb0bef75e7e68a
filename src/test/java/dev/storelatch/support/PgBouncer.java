package dev.storelatch.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * PgBouncer in transaction mode in front of {@link TestPostgres}, if the system property {@code storelatch.test.pgbouncer}
 * names the program: the servers under test then reach their databases through it, and migrations directly.
 */
public final class PgBouncer {

    /** Fewer sessions than a server has connections, so that each transaction gets whichever is free. */
    private static final String CONFIGURATION = """
            [databases]
            * = host=127.0.0.1 port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = trust
            auth_file = %s
            pool_mode = transaction
            default_pool_size = 4
            max_client_conn = 2000
            log_connections = 0
            log_disconnections = 0
            %s
            """;

    private static final Duration TIME_TO_START = Duration.ofSeconds(20);

    private PgBouncer() {}

    /** Started on first use, and stopped after the last server that uses it. */
    private static final class Holder {
        static final @Nullable Integer PORT = program() == null ? null : start(program());
    }

    private static @Nullable String program() {
        return System.getProperty("storelatch.test.pgbouncer");
    }

    /** Returns the URL by which requests reach the database: the same one, unless there is a PgBouncer. */
    public static String pooled(String url) {
        return Holder.PORT == null
                ? url
                : url.replaceFirst("//[^/]+/", "//127.0.0.1:" + Holder.PORT + "/")
                        + System.getProperty("storelatch.test.pgbouncer.parameters", "&prepareThreshold=0");
    }

    /** Returns whether requests reach the database another way than migrations. */
    static boolean isUsed() {
        return Holder.PORT != null;
    }

    private static int start(@Nullable String program) {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("pgbouncer");
            Path configuration = directory.resolve("pgbouncer.ini");
            Path users = Files.writeString(directory.resolve("users.txt"), "\"postgres\" \"\"\n");
            Files.writeString(
                    configuration,
                    CONFIGURATION.formatted(
                            TestPostgres.port(),
                            port,
                            users,
                            System.getProperty("storelatch.test.pgbouncer.settings", "")));
            List<String> command = new ArrayList<>();
            command.add(String.valueOf(program));
            command.add("--quiet");
            if (System.getProperty("user.name").equals("root")) {
                // PgBouncer refuses to run as root.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
                command.add("--user=nobody");
            }
            command.add(configuration.toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            SpringApplication.getShutdownHandlers().add(process::destroy);
            waitFor(port, directory.resolve("log"));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void waitFor(int port, Path log) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port))
                        .close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - start > TIME_TO_START.toNanos()) {
                    throw new IllegalStateException("PgBouncer did not start:\n" + Files.readString(log), e);
                }
            }
        }
    }
}
