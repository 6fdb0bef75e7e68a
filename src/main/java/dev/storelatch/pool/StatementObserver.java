package dev.storelatch.pool;

import java.sql.PreparedStatement;

/** Observes the statements that are prepared on connections of the pool. There is none unless statements are traced. */
public interface StatementObserver {

    /**
     * Returns the statement, or one in its place that delegates to it.
     *
     * @param sql its text, with parameters in place of values
     */
    PreparedStatement observe(PreparedStatement statement, String sql);
}
