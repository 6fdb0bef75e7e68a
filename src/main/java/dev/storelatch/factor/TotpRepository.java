package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the tables {@code totp} and {@code totp_setup}. */
@Repository
class TotpRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    TotpRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An authenticator app, or one that waits for its first code, with its encrypted secret. */
    static final class Stored {

        private final String id;
        private final @Nullable String name;
        private final byte[] secret;

        Stored(String id, @Nullable String name, byte[] secret) {
            this.id = id;
            this.name = name;
            this.secret = secret;
        }

        String id() {
            return id;
        }

        @Nullable
        String name() {
            return name;
        }

        byte[] secret() {
            return secret;
        }

        @Override
        public String toString() {
            return "Stored[" + id + "]";
        }
    }

    List<Stored> find(Actor account) {
        return jdbc.sql("""
                        select f.id, f.name, t.secret
                        from storelatch.second_factor f join storelatch.totp t on t.factor_id = f.id
                        where f.realm = :realm and f.account_id = :account
                        order by f.created_at, f.id
                        """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query((row, number) -> new Stored(row.getString(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    void insert(String factorId, byte[] secret, long step) {
        jdbc.sql("insert into storelatch.totp (factor_id, secret, last_step) values (:id, :secret, :step)")
                .param("id", factorId)
                .param("secret", secret)
                .param("step", step)
                .update();
    }

    /** Uses up the code of a time step, and all before. Of concurrent calls one succeeds, unless that is rolled back. */
    boolean useStep(String factorId, long step) {
        return jdbc.sql("update storelatch.totp set last_step = :step where factor_id = :id and last_step < :step")
                        .param("step", step)
                        .param("id", factorId)
                        .update()
                > 0;
    }

    void replaceSecret(String factorId, byte[] secret) {
        jdbc.sql("update storelatch.totp set secret = :secret where factor_id = :id")
                .param("secret", secret)
                .param("id", factorId)
                .update();
    }

    /** Stores a set-up instead of one that the account has not finished. */
    void insertSetup(Actor account, Stored setup, Instant expiresAt) {
        jdbc.sql("""
                insert into storelatch.totp_setup (id, realm, account_id, name, secret, expires_at)
                values (:id, :realm, :account, :name, :secret, :expiresAt)
                on conflict (realm, account_id) do update
                set id = excluded.id, name = excluded.name, secret = excluded.secret, expires_at = excluded.expires_at
                """)
                .param("id", setup.id())
                .param("realm", account.realm().id())
                .param("account", account.id())
                .param("name", setup.name())
                .param("secret", setup.secret())
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Stored> findSetup(Actor account) {
        return jdbc.sql("""
                        select id, name, secret from storelatch.totp_setup
                        where realm = :realm and account_id = :account and expires_at > :now
                        """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Stored(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional();
    }

    /** Ends a set-up. Of concurrent calls one succeeds, unless that is rolled back. */
    boolean deleteSetup(String id) {
        return jdbc.sql("delete from storelatch.totp_setup where id = :id")
                        .param("id", id)
                        .update()
                > 0;
    }

    void deleteSetups(Actor account) {
        jdbc.sql("delete from storelatch.totp_setup where realm = :realm and account_id = :account")
                .param("realm", account.realm().id())
                .param("account", account.id())
                .update();
    }

    /** Finds the app that was added last, with its account; empty if there is none. */
    Optional<Sample> findLast() {
        return jdbc.sql("""
                        select f.realm, f.account_id, t.secret
                        from storelatch.second_factor f join storelatch.totp t on t.factor_id = f.id
                        order by f.created_at desc limit 1
                        """)
                .query((row, number) ->
                        new Sample(new Actor(Realm.of(row.getString(1)), row.getString(2)), row.getBytes(3)))
                .optional();
    }

    /** An encrypted secret with its owner. */
    static final class Sample {

        private final Actor owner;
        private final byte[] secret;

        private Sample(Actor owner, byte[] secret) {
            this.owner = owner;
            this.secret = secret;
        }

        Actor owner() {
            return owner;
        }

        byte[] secret() {
            return secret;
        }
    }
}
