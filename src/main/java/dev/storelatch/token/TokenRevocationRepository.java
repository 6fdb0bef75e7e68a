package dev.storelatch.token;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Revokes single access tokens, and checks that a token is valid: not revoked, and its account live. */
@Repository
class TokenRevocationRepository {

    private final JdbcClient jdbc;

    TokenRevocationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns true if the account is live and the token has not been revoked, alone or with others. Costs one SELECT. */
    boolean isValid(AccessToken token) {
        // The realm is a literal, so that PostgreSQL plans for its table alone.
        return jdbc.sql("""
                select exists (
                    select from storelatch.live_token('%s', :account, :epoch::int, :issuedAt, :key, :family::text))
                """.formatted(token.actor().realm().id()))
                .param("account", token.actor().id())
                .param("epoch", token.epoch())
                .param("issuedAt", Instant.ofEpochSecond(token.issuedAt()).atOffset(ZoneOffset.UTC))
                .param("key", token.key())
                .param("family", token.family())
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
}
