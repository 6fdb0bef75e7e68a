package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a pooler such as PgBouncer whose transaction mode the settings do not suit. The driver knows the process of its
 * session by what it was told when it connected (PostgreSQL manual §55.7, BackendKeyData), which with a pooler is another
 * one than that which executes a statement.
 */
final class PoolerCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PoolerCheck.class);

    private PoolerCheck() {}

    /** Warns if the connection, which is not that of requests, is one of a pooler. */
    static void warnOfMigrationsThrough(Connection connection) throws SQLException {
        if (isPooled(connection)) {
            LOG.warn(
                    "Migrations pass through a connection pooler. In transaction mode it gives state of a session, such as the"
                            + " search_path, to others: set DATABASE_DIRECT_URL to the address of PostgreSQL itself");
        }
    }

    /**
     * Checks that requests reach the database that was migrated, and warns of prepared statements that a pooler may not know.
     *
     * @throws StartupException if the pool is one of another database
     */
    static void check(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select to_regclass('storelatch.flyway_schema_history') is not null")) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new StartupException(
                            "DATABASE_URL and DATABASE_DIRECT_URL are different databases: the second was migrated, the first"
                                    + " has no schema storelatch.",
                            "Set both to the same database (or spring.datasource.url and spring.flyway.url).");
                }
            }
            if (connection.unwrap(PGConnection.class).getPrepareThreshold() != 0 && isPooled(connection)) {
                LOG.warn(
                        "Requests pass through a connection pooler. In transaction mode it must support prepared statements"
                                + " (PgBouncer 1.21 or later with max_prepared_statements); otherwise add prepareThreshold=0 to the"
                                + " parameters of DATABASE_URL");
            }
        }
    }

    private static boolean isPooled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            return row.next()
                    && row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }
}
