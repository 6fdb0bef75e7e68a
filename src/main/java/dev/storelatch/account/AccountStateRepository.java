package dev.storelatch.account;

import dev.storelatch.core.Actor;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code account_state}. */
@Repository
class AccountStateRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    AccountStateRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void startTokenEpoch(Actor actor) {
        jdbc.sql("""
                insert into storelatch.account_state as s (realm, account_id, token_epoch, tokens_revoked_at)
                values (:realm, :account, 1, :now)
                on conflict (realm, account_id) do update
                set token_epoch = s.token_epoch + 1,
                    tokens_revoked_at = greatest(s.tokens_revoked_at, excluded.tokens_revoked_at)
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
