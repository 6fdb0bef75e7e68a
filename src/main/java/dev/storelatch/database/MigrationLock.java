package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advisory lock that lets one server at a time inspect and migrate a database, in addition to Flyway's own. It belongs to a
 * transaction that stays open, so that it ends with the connection, and a pooler such as PgBouncer, which may give each
 * transaction another session, cannot leave it behind.
 */
final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final String TRY_LOCK =
            "select pg_try_advisory_xact_lock(hashtextextended('storelatch: look and migrate', 0))";

    /** A transaction that migrates for an hour is idle meanwhile. PostgreSQL 17 has the second setting. */
    private static final String NO_TIMEOUT = """
            select set_config(name, '0', true) from pg_settings
            where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
            """;

    /** A role without privileges reads neither address nor time of another role's connection. */
    private static final String HOLDER = """
            select format('process %s (application_name %s, client address %s), since %s', a.pid,
                coalesce(nullif(a.application_name, ''), 'unknown'), coalesce(host(a.client_addr), 'unknown'),
                coalesce(to_char(coalesce(a.xact_start, a.backend_start) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    'unknown'))
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database =
                    (select oid from pg_database where datname = current_database())
                and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('storelatch: look and migrate', 0)
            """;

    private MigrationLock() {}

    /**
     * Waits until no other server holds the lock. It polls, since a statement that waits in the database would block a
     * {@code create index concurrently} of the server that holds the lock.
     *
     * @param connection used for nothing else; its end releases the lock
     * @param limit the time to wait
     * @throws StartupException if another server still holds the lock then, or if the process is stopped meanwhile
     */
    static void acquire(Connection connection, Duration limit) throws SQLException {
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        String logged = null;
        try (StartupPause pause = new StartupPause("it waited for another server that is migrating the database")) {
            while (!attempt(connection)) {
                String holder = holder(connection);
                if (System.nanoTime() - start >= limit.toNanos()) {
                    throw new StartupException(
                            "Another server has been migrating the database for more than %d s: %s."
                                    .formatted(limit.toSeconds(), Objects.requireNonNullElse(holder, "unknown")),
                            "Wait until it has ended, and start again; storelatch.database.migration-timeout is the time to"
                                    + " wait. If no server is migrating, end that process: select pg_terminate_backend(pid).");
                }
                if (holder != null && !holder.equals(logged)) {
                    LOG.info("Waiting for another server that is migrating this database: {}", holder);
                    logged = holder;
                }
                pause.sleep(PAUSE);
            }
        }
    }

    private static boolean attempt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Otherwise the transaction would keep a snapshot, for which a "create index concurrently" would wait for
            // ever.
            statement.execute("set transaction isolation level read committed");
            statement.execute(NO_TIMEOUT);
            try (ResultSet row = statement.executeQuery(TRY_LOCK)) {
                if (row.next() && row.getBoolean(1)) {
                    keepNoSnapshot(connection);
                    return true;
                }
            }
        }
        connection.rollback();
        return false;
    }

    /**
     * Executes a statement without a result. The portal of a SELECT, and its snapshot, are kept until the next statement or
     * the end of the transaction (PostgreSQL manual §55.2.3, unnamed portal).
     */
    private static void keepNoSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local idle_in_transaction_session_timeout = 0");
        }
    }

    /** Returns who holds the lock, or null if it was released meanwhile. */
    private static @Nullable String holder(Connection connection) throws SQLException {
        String holder = null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HOLDER)) {
            if (row.next()) {
                holder = Objects.requireNonNull(row.getString(1));
            }
        }
        connection.rollback();
        return holder;
    }
}
