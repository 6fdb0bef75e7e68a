package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /** Leaves a locked account alone, and so an erased one. */
    void saveVerifiedEmail(Actor actor, EmailAddress email) {
        jdbc.sql("""
                insert into storelatch.account_state as s (realm, account_id, verified_email)
                values (:realm, :account, :email)
                on conflict (realm, account_id) do update
                set verified_email = excluded.verified_email, awaits_verification = false
                where s.locked_until is null or s.locked_until <= now()
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("email", email.value())
                .update();
    }

    /** Leaves a locked account alone, and so an erased one. */
    void saveProvenEmail(Actor actor, EmailAddress email) {
        jdbc.sql("""
                insert into storelatch.account_state as s (realm, account_id, verified_email, proven_email)
                values (:realm, :account, :email, :email)
                on conflict (realm, account_id) do update
                set verified_email = excluded.verified_email, proven_email = excluded.proven_email,
                    awaits_verification = false
                where s.locked_until is null or s.locked_until <= now()
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("email", email.value())
                .update();
    }

    boolean isProvenEmail(Actor actor, EmailAddress email) {
        return jdbc.sql("""
                select exists (
                    select from storelatch.account_state
                    where realm = :realm and account_id = :account and proven_email = :email)
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("email", email.value())
                .query(Boolean.class)
                .single();
    }

    void awaitVerification(Actor actor) {
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, awaits_verification)
                values (:realm, :account, true)
                on conflict (realm, account_id) do update set awaits_verification = true
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .update();
    }

    /** Returns true if the account was registered while addresses had to be verified, and its own was not yet. */
    boolean awaitsVerification(Actor actor) {
        return jdbc.sql("""
                select exists (
                    select from storelatch.account_state
                    where realm = :realm and account_id = :account and awaits_verification)
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query(Boolean.class)
                .single();
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

    /** Finds the lock that is in force by the clock of the database, as in the check of each request. */
    Optional<StoredLock> findLock(Actor actor) {
        return jdbc.sql("""
                select nullif(locked_until, 'infinity'), lock_reason, locked_at, locked_by from storelatch.account_state
                where realm = :realm and account_id = :account and locked_until > now()
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query((row, number) -> new StoredLock(
                        new AccountLock(instant(row.getObject(1, OffsetDateTime.class)), row.getString(2)),
                        instant(row.getObject(3, OffsetDateTime.class)),
                        row.getString(4)))
                .optional();
    }

    void lock(Actor actor, AccountLock lock, Actor administrator) {
        jdbc.sql("""
                insert into storelatch.account_state
                    (realm, account_id, locked_until, lock_reason, locked_at, locked_by)
                values (:realm, :account, coalesce(:until::timestamptz, 'infinity'), :reason, :now, :administrator)
                on conflict (realm, account_id) do update
                set locked_until = excluded.locked_until, lock_reason = excluded.lock_reason,
                    locked_at = excluded.locked_at, locked_by = excluded.locked_by
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("until", lock.until() == null ? null : lock.until().atOffset(ZoneOffset.UTC))
                .param("reason", lock.reason())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("administrator", administrator.id())
                .update();
    }

    /** Returns true if there was a lock. */
    boolean unlock(Actor actor) {
        return jdbc.sql("""
                        update storelatch.account_state
                        set locked_until = null, lock_reason = null, locked_at = null, locked_by = null
                        where realm = :realm and account_id = :account and locked_until is not null
                        """)
                        .param("realm", actor.realm().id())
                        .param("account", actor.id())
                        .update()
                > 0;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
