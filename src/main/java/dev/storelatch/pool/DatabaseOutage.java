package dev.storelatch.pool;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Recognizes failures whose cause is that the database is unavailable, whatever exceptions they are wrapped in. */
public final class DatabaseOutage {

    /** Limits the search, since a chain of causes may have a loop. */
    private static final int MAX_DEPTH = 50;

    /**
     * Classes of SQLSTATE (PostgreSQL manual, appendix A): connection exception, insufficient resources, operator
     * intervention, system error.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /** The connection leads to a standby server, which cannot write. */
    private static final String READ_ONLY = "25006";

    private DatabaseOutage() {}

    /** Returns true if the failure was caused by an unavailable database. */
    public static boolean isCauseOf(Throwable failure) {
        return find(failure).isPresent();
    }

    /** Returns the exception of the driver or the pool that says so. */
    static Optional<SQLException> find(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
            if (current instanceof SQLException sql && isOutage(sql)) {
                return Optional.of(sql);
            }
            current = current.getCause();
        }
        return Optional.empty();
    }

    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null
                        && (state.equals(READ_ONLY) || CLASSES.stream().anyMatch(state::startsWith)));
    }
}
