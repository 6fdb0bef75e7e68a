package dev.storelatch.token;

import dev.storelatch.core.Realm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Revokes single access tokens, and finds the live account of a token that has not been revoked. */
@Repository
class TokenRevocationRepository {

    private static final String STORE_EMAIL = emailQuery(Realm.STORE);
    private static final String ADMIN_EMAIL = emailQuery(Realm.ADMIN);

    private final JdbcClient jdbc;

    TokenRevocationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the e-mail address of the token's account; empty if the account is not live or the token has been revoked, alone
     * or with others. Costs one SELECT.
     */
    Optional<String> findEmail(AccessToken token) {
        // Named parameters would be replaced, and a timestamp formatted, for each request.
        String query = switch (token.actor().realm()) {
            case STORE -> STORE_EMAIL;
            case ADMIN -> ADMIN_EMAIL;
        };
        return jdbc.sql(query)
                .param(token.actor().id())
                .param(token.epoch())
                .param(token.issuedAt())
                .param(token.key())
                .param(token.family())
                .query(String.class)
                .optional();
    }

    /** Revokes the token. Returns false if it was revoked before. */
    boolean revoke(AccessToken token) {
        return jdbc.sql("""
                        insert into storelatch.revoked_token (key, expires_at) values (:key, :expiresAt)
                        on conflict do nothing
                        """)
                        .param("key", token.key())
                        .param(
                                "expiresAt",
                                Instant.ofEpochSecond(token.expiresAt()).atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** The realm is a literal, so that PostgreSQL plans for its table alone. */
    private static String emailQuery(Realm realm) {
        return "select email from storelatch.live_token('%s', ?, ?::int, to_timestamp(?), ?, ?::text) email"
                .formatted(realm.id());
    }
}
