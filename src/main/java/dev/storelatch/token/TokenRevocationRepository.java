package dev.storelatch.token;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Revokes single access tokens. */
@Repository
class TokenRevocationRepository {

    private final JdbcClient jdbc;

    TokenRevocationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
}
