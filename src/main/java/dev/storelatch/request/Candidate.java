package dev.storelatch.request;

import dev.storelatch.core.Login;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A credential of a request that has been read, and not been checked yet: the SELECT that finds its live log-in.
 *
 * @param select returns one row if the log-in is live, and none otherwise; its first column is the account's id, named
 *     {@code account_id}
 * @param columns the number of its columns
 * @param parameters of its placeholders, in their order
 * @param reader reads the row
 */
public record Candidate(String select, int columns, List<@Nullable Object> parameters, LoginReader reader) {

    /** Reads the log-in from the row of a candidate's SELECT. */
    @FunctionalInterface
    public interface LoginReader {

        Checked read(ResultSet row) throws SQLException;
    }

    /**
     * A log-in that was found.
     *
     * @param use records that the log-in was used; called once, after the SELECT has given its connection back
     */
    public record Checked(Login login, Use use) {

        /** Returns a log-in whose use is not recorded. */
        public static Checked of(Login login) {
            return new Checked(login, Optional::empty);
        }

        @Override
        public String toString() {
            return "Checked[" + login + "]";
        }
    }

    /** Records the use of a log-in. */
    @FunctionalInterface
    public interface Use {

        /** Returns a {@code Set-Cookie} header for the response; empty if the client's cookie stays as it is. */
        Optional<String> record();
    }

    @Override
    public String toString() {
        return "Candidate[redacted]";
    }
}
