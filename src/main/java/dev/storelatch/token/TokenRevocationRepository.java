package dev.storelatch.token;

import dev.storelatch.core.Realm;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Revokes single access tokens, and checks that a token is valid: not revoked, and its account live. */
@Repository
class TokenRevocationRepository {

    private static final String STORE_TOKEN_IS_VALID = isValidQuery(Realm.STORE);
    private static final String ADMIN_TOKEN_IS_VALID = isValidQuery(Realm.ADMIN);

    private final JdbcClient jdbc;

    TokenRevocationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns true if the account is live and the token has not been revoked, alone or with others. Costs one SELECT. */
    boolean isValid(AccessToken token) {
        // Named parameters would be replaced, and a timestamp formatted, for each request.
        String query = switch (token.actor().realm()) {
            case STORE -> STORE_TOKEN_IS_VALID;
            case ADMIN -> ADMIN_TOKEN_IS_VALID;
        };
        return jdbc.sql(query)
                .param(token.actor().id())
                .param(token.epoch())
                .param(token.issuedAt())
                .param(token.key())
                .param(token.family())
                .query(Boolean.class)
                .single();
    }

    void revoke(AccessToken token) {
        jdbc.sql("""
                insert into storelatch.revoked_token (key, expires_at) values (:key, :expiresAt) on conflict do nothing
                """)
                .param("key", token.key())
                .param("expiresAt", Instant.ofEpochSecond(token.expiresAt()).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The realm is a literal, so that PostgreSQL plans for its table alone. */
    private static String isValidQuery(Realm realm) {
        return "select exists (select from storelatch.live_token('%s', ?, ?::int, to_timestamp(?), ?, ?::text))"
                .formatted(realm.id());
    }
}
