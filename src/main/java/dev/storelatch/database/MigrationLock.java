package dev.storelatch.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one server at a time look at a database and migrate it: an advisory lock of the session, apart from Flyway's own.
 * It ends with its connection, so that a server that dies leaves none behind.
 */
final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private MigrationLock() {}

    /**
     * Waits until no other server holds the lock. It asks again and again, since a statement that waits in the database
     * would hold up a {@code create index concurrently} of the server that it waits for.
     */
    static void acquire(Connection connection) throws SQLException {
        boolean told = false;
        while (!attempt(connection)) {
            if (!told) {
                LOG.info("Another server is migrating this database; waiting for it");
                told = true;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another server migrates the database", e);
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
