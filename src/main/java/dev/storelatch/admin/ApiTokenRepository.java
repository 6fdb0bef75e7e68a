package dev.storelatch.admin;

import dev.storelatch.crypto.Sha256;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * API tokens of users, at most one for each: as a hash in the table {@code api_token}, or as Medusa stored it, in clear in
 * the column of the same name. A token in clear counts instead of the hash, since Medusa set it later.
 */
@Repository
class ApiTokenRepository {

    private final JdbcClient jdbc;

    ApiTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Finds the live user with this token. Tokens are compared by their hashes. */
    Optional<String> findUser(String token) {
        return jdbc.sql("""
                select found.id
                from (
                    select u.id from storelatch.api_token t join "user" u on u.id = t.user_id
                    where t.hash = :hash and u.api_token is null
                    union all
                    select id from "user" where api_token <> '' and sha256(convert_to(api_token, 'UTF8')) = :hash
                ) found cross join lateral storelatch.live_account('admin', found.id)
                order by found.id
                limit 1
                """).param("hash", Sha256.of(token)).query(String.class).optional();
    }
}
