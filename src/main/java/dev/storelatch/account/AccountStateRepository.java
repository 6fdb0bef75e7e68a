package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
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

    void saveVerifiedEmail(Actor actor, EmailAddress email) {
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, verified_email)
                values (:realm, :account, :email)
                on conflict (realm, account_id) do update set verified_email = excluded.verified_email
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("email", email.value())
                .update();
    }

    Optional<String> findVerifiedEmail(Actor actor) {
        return jdbc.sql("""
                select verified_email from storelatch.account_state
                where realm = :realm and account_id = :account and verified_email is not null
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query(String.class)
                .optional();
    }
}
