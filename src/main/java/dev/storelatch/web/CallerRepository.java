package dev.storelatch.web;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.CallerQuery;
import dev.storelatch.request.Candidate;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the caller of a request by its credentials: one SELECT for each, which reads the rows that the route responds with,
 * too.
 */
@Repository
class CallerRepository {

    private final List<CredentialReader> readers;
    private final JdbcClient jdbc;

    /** @param readers in the order of their precedence */
    CallerRepository(List<CredentialReader> readers, JdbcClient jdbc) {
        this.readers = readers;
        this.jdbc = jdbc;
    }

    /**
     * A caller whose credential was accepted.
     *
     * @param answer what was read for the route; null if nothing was asked for
     */
    record Caller(
            Candidate.Checked checked, Way way, @Nullable Object answer) {

        Login login() {
            return checked.login();
        }

        /** See {@link Candidate.Use#record}. */
        Optional<String> recordUse() {
            return checked.use().record();
        }
    }

    /**
     * Finds the caller by the first credential with a live log-in.
     *
     * @param rows what to read for the route, asked for only if there is a credential to check; null to read nothing
     */
    Optional<Caller> find(Realm realm, RequestCredentials credentials, @Nullable Supplier<CallerQuery.Rows> rows) {
        return find(realm, credentials, rows, way -> true);
    }

    /** Finds the caller by the session cookie alone. */
    Optional<Caller> findByCookie(Realm realm, RequestCredentials credentials) {
        return find(realm, credentials, null, way -> way == Way.COOKIE);
    }

    private Optional<Caller> find(
            Realm realm,
            RequestCredentials credentials,
            @Nullable Supplier<CallerQuery.Rows> rows,
            Predicate<Way> accepted) {
        for (CredentialReader reader : readers) {
            if (accepted.test(reader.way())) {
                Optional<Caller> caller = reader.read(realm, credentials)
                        .flatMap(candidate -> check(candidate, reader.way(), rows == null ? null : rows.get()));
                if (caller.isPresent()) {
                    return caller;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Caller> check(Candidate candidate, Way way, CallerQuery.@Nullable Rows rows) {
        return jdbc.sql(rows == null ? candidate.select() : join(candidate, rows))
                .params(rows == null ? candidate.parameters() : parameters(candidate, rows))
                .query(result -> result.next() ? Optional.of(caller(result, candidate, way, rows)) : Optional.empty());
    }

    private static Caller caller(ResultSet row, Candidate candidate, Way way, CallerQuery.@Nullable Rows rows)
            throws SQLException {
        Candidate.Checked checked = candidate.reader().read(row);
        return new Caller(checked, way, rows == null ? null : rows.reader().read(row, candidate.columns()));
    }

    private static String join(Candidate candidate, CallerQuery.Rows rows) {
        return "select login.*, caller.* from (" + candidate.select() + ") login left join lateral (" + rows.select()
                + ") caller on true";
    }

    private static List<@Nullable Object> parameters(Candidate candidate, CallerQuery.Rows rows) {
        List<@Nullable Object> all = new ArrayList<>(candidate.parameters());
        all.addAll(rows.parameters());
        return all;
    }
}
