package dev.storelatch.token;

import dev.storelatch.core.Actor;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which tokens are over before they expire: single ones by their key, all of an account by its epoch. */
@Repository
class TokenRevocationRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    TokenRevocationRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the account is live and the token has not been ended. Costs one SELECT. */
    boolean isLive(AccessToken token) {
        // The realm stands in the text, so that PostgreSQL plans for its table alone.
        return jdbc.sql("""
                select exists (
                    select from storelatch.live_token('%s', :account, :epoch::int, :issuedAt, :key, :family::text))
                """.formatted(token.actor().realm().subjectClaim()))
                .param("account", token.actor().id())
                .param("epoch", token.epoch())
                .param("issuedAt", token.issuedAt())
                .param("key", token.key())
                .param("family", token.family())
                .query(Boolean.class)
                .single();
    }

    void end(AccessToken token) {
        jdbc.sql("""
                insert into storelatch.ended_token (key, expires_at) values (:key, :expiresAt) on conflict do nothing
                """)
                .param("key", token.key())
                .param("expiresAt", token.expiresAt())
                .update();
    }

    void endAll(Actor actor) {
        jdbc.sql("""
                insert into storelatch.token_epoch as e (claim, account_id, epoch, ended_at)
                values (:claim, :account, 1, :now)
                on conflict (claim, account_id) do update
                set epoch = e.epoch + 1, ended_at = greatest(e.ended_at, excluded.ended_at)
                """)
                .param("claim", actor.realm().subjectClaim())
                .param("account", actor.id())
                .param("now", clock.instant().getEpochSecond())
                .update();
    }
}
