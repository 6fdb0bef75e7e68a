package dev.storelatch.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session-level advisory lock that lets one server at a time inspect and migrate a database, in addition to Flyway's own.
 * PostgreSQL releases it with the connection, so that a server that is killed does not keep it.
 */
final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private MigrationLock() {}

    /**
     * Waits until no other server holds the lock. It polls, since a statement that waits in the database would block a
     * {@code create index concurrently} of the server that holds the lock.
     */
    static void acquire(Connection connection) throws SQLException {
        boolean logged = false;
        while (!attempt(connection)) {
            if (!logged) {
                LOG.info("Waiting for another server that is migrating this database");
                logged = true;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for another server to migrate the database", e);
        }
    }

    private static boolean attempt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_try_advisory_lock(hashtextextended('storelatch: look and migrate', 0))")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
