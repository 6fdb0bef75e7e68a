package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.request.Candidate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * API tokens of users, at most one for each: as a hash in the table {@code api_token}, or as Medusa stored it, in clear in
 * the column of the same name. A token in clear counts instead of the hash, since Medusa set it later.
 */
@Repository
class ApiTokenRepository {

    /** Finds the users with a token, who may be deleted. */
    private static final String USERS = """
            select u.id from storelatch.api_token t join "user" u on u.id = t.user_id
            where t.hash = ? and u.api_token is null
            union all
            select id from "user" where api_token <> '' and sha256(convert_to(api_token, 'UTF8')) = ?
            """;

    private static final String LOGIN = """
            select found.id as account_id, account.email
            from (%s) found cross join lateral storelatch.live_account('admin', found.id) account
            order by found.id
            limit 1
            """.formatted(USERS);

    private static final int COLUMNS = 2;

    private final JdbcClient jdbc;

    ApiTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the candidate of the live user with this token. Tokens are compared by their hashes. */
    static Candidate candidate(String token) {
        byte[] hash = Sha256.of(token);
        return new Candidate(
                LOGIN,
                COLUMNS,
                List.of(hash, hash),
                row -> Candidate.Checked.of(
                        Login.byApiToken(new Actor(Realm.ADMIN, row.getString(1)), row.getString(2))));
    }

    /** Returns true if another user, who may be deleted, has this token. */
    boolean isTaken(String token, String userId) {
        return jdbc.sql("select exists (select from (%s) found where found.id <> ?)".formatted(USERS))
                .params(Sha256.of(token), Sha256.of(token), userId)
                .query(Boolean.class)
                .single();
    }

    void store(String userId, String token) {
        jdbc.sql("""
                insert into storelatch.api_token (user_id, hash) values (:id, :hash)
                on conflict (user_id) do update set hash = excluded.hash
                """).param("id", userId).param("hash", Sha256.of(token)).update();
        removeClear(userId);
    }

    /** Removes the user's token in both forms. Returns false if there is none. */
    boolean remove(String userId) {
        int stored = jdbc.sql("delete from storelatch.api_token where user_id = :id")
                .param("id", userId)
                .update();
        return removeClear(userId) + stored > 0;
    }

    private int removeClear(String userId) {
        return jdbc.sql("update \"user\" set api_token = null where id = :id and api_token is not null")
                .param("id", userId)
                .update();
    }
}
