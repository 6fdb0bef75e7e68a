package dev.storelatch.local;

import dev.storelatch.core.StartupException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * An embedded PostgreSQL whose data are in the local directory. It listens on loopback only, requires a password for every
 * connection, and writes as durably as PostgreSQL does by default. Closing it stops PostgreSQL and releases the directory.
 */
final class LocalPostgres implements JdbcConnectionDetails, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration MAX_START = Duration.ofSeconds(90);

    private final LocalDirectory directory;
    private final String password;
    private final EmbeddedPostgres server;

    private LocalPostgres(LocalDirectory directory, String password, EmbeddedPostgres server) {
        this.directory = directory;
        this.password = password;
        this.server = server;
    }

    /** @throws StartupException if PostgreSQL does not start */
    static LocalPostgres start(LocalDirectory directory) {
        Path data = directory.resolve("data");
        Path binaries = directory.resolve("postgresql");
        Path complete = directory.resolve("complete");
        String password = directory.secret("postgres-password");
        try {
            Optional<Integer> orphan = OrphanedPostgres.findPort(data, binaries);
            if (Files.notExists(complete) && orphan.isEmpty()) {
                // An interrupted first start leaves a directory that cannot be used and has no data yet.
                FileSystemUtils.deleteRecursively(data);
                LOG.info("Creating a PostgreSQL database in {}; this first start takes about 10 s", data);
            } else {
                LOG.info("Starting PostgreSQL in {}", data);
            }
            EmbeddedPostgres server = start(directory, password, orphan);
            // The library leaves these readable for others. It unpacks its programs once in a JVM, so they may be
            // elsewhere.
            if (Files.exists(binaries)) {
                OwnerOnlyFiles.restrict(binaries);
            }
            OwnerOnlyFiles.restrict(data.resolve("epg-lock"));
            if (Files.notExists(complete)) {
                directory.emptyFile("complete");
            }
            LOG.info("PostgreSQL is running on 127.0.0.1:{}", server.getPort());
            return new LocalPostgres(directory, password, server);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new StartupException(
                    "The local PostgreSQL did not start: %s.".formatted(e.getMessage()),
                    "See %s. If run by root, it needs user namespaces (unshare -U). DATABASE_URL sets another database."
                            .formatted(directory.resolve("postgresql.log")));
        }
    }

    private static EmbeddedPostgres start(LocalDirectory directory, String password, Optional<Integer> orphan)
            throws IOException {
        Path log = orphan.isPresent() ? directory.resolve("postgresql.log") : directory.emptyFile("postgresql.log");
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("postgresql").toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(MAX_START)
                .setPort(orphan.orElse(0))
                // initdb gets "-A trust" before these options; the last one counts, so a password is required.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig(
                        "pwfile", directory.resolve("postgres-password").toString())
                // Sorts text in the same order on every machine, and needs no locale of the operating system.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "50")
                .setConnectConfig("password", password)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .start();
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
        directory.close();
    }
}
