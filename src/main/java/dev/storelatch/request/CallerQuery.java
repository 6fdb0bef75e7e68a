package dev.storelatch.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the caller's own that a route responds with. They are read by the statement that checks the caller's credential,
 * so that the route costs one statement; the handler gets the result as a {@link #attribute request attribute}.
 */
public interface CallerQuery {

    /** Returns the patterns of the routes, whose method is {@code GET}. */
    List<String> routes();

    /** Returns the name of the request attribute for the result. It is set for every caller whose credential was accepted. */
    String attribute();

    /** Returns what to read for a request. */
    Rows rows(QueryString query);

    /**
     * A SELECT whose rows belong to the caller.
     *
     * @param select may contain {@code login.account_id}, the id of the caller's account
     * @param parameters of its placeholders, in their order
     * @param reader reads the rows; it is not called for a caller who is refused
     */
    record Rows(String select, List<?> parameters, Reader reader) {}

    /** Reads the result from the rows. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads the rows from the current one on. If the SELECT found none, there is one of nulls.
         *
         * @param before the number of columns before those of the SELECT
         */
        @Nullable
        Object read(ResultSet rows, int before) throws SQLException;
    }
}
