package dev.storelatch.local;

import dev.storelatch.core.StartupException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL in the local folder. It listens on loopback only, wants a password from everybody, and is as
 * durable as any. Closing it stops the server and leaves the folder to the next.
 */
final class LocalPostgres implements JdbcConnectionDetails, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalDirectory folder;
    private final String password;
    private final EmbeddedPostgres server;

    private LocalPostgres(LocalDirectory folder, String password, EmbeddedPostgres server) {
        this.folder = folder;
        this.password = password;
        this.server = server;
    }

    /** @throws StartupException if the server does not come up */
    static LocalPostgres start(LocalDirectory folder) {
        Path data = folder.resolve("data");
        Path binaries = folder.resolve("postgresql");
        Path complete = folder.resolve("complete");
        String password = folder.secret("postgres-password");
        try {
            Optional<Integer> orphan = portOfOrphan(data, binaries);
            if (Files.notExists(complete) && orphan.isEmpty()) {
                // What an interrupted first start has left cannot be used and holds nothing yet.
                FileSystemUtils.deleteRecursively(data);
                LOG.info("Creating a PostgreSQL database in {}; this first start takes some 10 s", data);
            } else {
                LOG.info("Starting PostgreSQL in {}", data);
            }
            Path output = orphan.isPresent() ? folder.resolve("postgresql.log") : folder.emptyFile("postgresql.log");
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setPort(orphan.orElse(0))
                    // initdb gets "-A trust" and then these, of which the last one holds: nobody is ever trusted.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig(
                            "pwfile", folder.resolve("postgres-password").toString())
                    // The same order of text on every machine, and no locale that it may lack.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "50")
                    .setConnectConfig("password", password)
                    .setOutputRedirector(Redirect.appendTo(output.toFile()))
                    .start();
            // The library lets others read these; its programs it unpacks only once a JVM, so they may lie elsewhere.
            if (Files.exists(binaries)) {
                LocalDirectory.restrict(binaries);
            }
            LocalDirectory.restrict(data.resolve("epg-lock"));
            if (Files.notExists(complete)) {
                folder.emptyFile("complete");
            }
            LOG.info("PostgreSQL is up on 127.0.0.1:{}", server.getPort());
            return new LocalPostgres(folder, password, server);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new StartupException(
                    "The local PostgreSQL did not start: %s.".formatted(e.getMessage()),
                    "%s may say why. As root it needs user namespaces (unshare -U). DATABASE_URL names another one."
                            .formatted(folder.resolve("postgresql.log")));
        }
    }

    /**
     * The port of a PostgreSQL that has outlived a killed server of ours: a start on its port adopts it. If its process
     * is a zombie, or its number has gone to another program since, PostgreSQL would take that for a rival and not
     * start, so the file with the number is removed. Who still uses the data is seen by their shared memory anyway.
     */
    private static Optional<Integer> portOfOrphan(Path data, Path binaries) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.get(0)));
        if (process.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> command = process.get().info().command();
        if (command.isPresent() && Path.of(command.get()).startsWith(binaries)) {
            return Optional.of(Integer.valueOf(lines.get(3)));
        }
        Files.delete(pidFile);
        return Optional.empty();
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public void close() throws IOException {
        server.close();
        folder.close();
    }
}
