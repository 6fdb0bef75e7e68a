package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Opens the first connection of a starting server. After a restart of the host, the database often starts later than the
 * server, so failures that may pass are tried again.
 */
final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String UNEXPECTED_ERROR = "99999";

    /** SQLSTATE of failures that may pass: no connection, too many connections, and PostgreSQL is starting or stopping. */
    private static final Set<String> TEMPORARY = Set.of("08001", "08006", "53300", "57P01", "57P03");

    private final DataSource database;
    private final Duration timeout;

    FirstConnection(DataSource database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /** @throws StartupException if the database cannot be reached in time, or refuses for a reason that does not pass */
    Connection open() {
        long start = System.nanoTime();
        boolean logged = false;
        try (StartupPause pause = new StartupPause("it waited for the database")) {
            while (true) {
                try {
                    return database.getConnection();
                } catch (SQLException e) {
                    if (!isTemporary(e) || System.nanoTime() - start >= timeout.toNanos()) {
                        throw unreachable(e);
                    }
                    if (!logged) {
                        LOG.warn("Waiting up to {} s for the database: {}", timeout.toSeconds(), reason(e));
                        logged = true;
                    }
                    pause.sleep(PAUSE);
                }
            }
        }
    }

    private static boolean isTemporary(SQLException failure) {
        return failure.getSQLState() != null && TEMPORARY.contains(failure.getSQLState());
    }

    private static StartupException unreachable(SQLException failure) {
        return new StartupException(
                "The database cannot be reached: " + reason(failure),
                "Start PostgreSQL, or correct DATABASE_URL (or spring.datasource.url, .username and .password).");
    }

    private static @Nullable String reason(SQLException failure) {
        if (UNEXPECTED_ERROR.equals(failure.getSQLState())) {
            // The driver's message contains the URL, and with it the password.
            return "its URL is malformed";
        }
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof UnknownHostException unknown
                ? "the host %s is unknown".formatted(unknown.getMessage())
                : failure.getMessage();
    }
}
