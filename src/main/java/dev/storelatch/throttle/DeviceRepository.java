package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code known_device}. */
@Repository
class DeviceRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    DeviceRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Finds the hash of the client's device if the account with this address has logged in on it. */
    Optional<byte[]> findKnown(ClientInfo client, Realm realm, EmailAddress email) {
        return DeviceToken.of(client).map(DeviceToken::hash).filter(hash -> isKnown(hash, realm, email));
    }

    private boolean isKnown(byte[] hash, Realm realm, EmailAddress email) {
        return jdbc.sql("""
                select exists (
                    select from storelatch.known_device d
                    where d.hash = :hash and d.realm = :realm and d.expires_at > :now
                      and storelatch.account_email(d.realm, d.account_id) = :email)
                """)
                .param("hash", hash)
                .param("realm", realm.id())
                .param("now", utc(clock.instant()))
                .param("email", email.value())
                .query(Boolean.class)
                .single();
    }

    /** Returns true if the account has logged in on the device. */
    boolean isKnown(byte[] hash, Actor actor) {
        return jdbc.sql("""
                select exists (
                    select from storelatch.known_device
                    where hash = :hash and realm = :realm and account_id = :account and expires_at > :now)
                """)
                .param("hash", hash)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("now", utc(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** Returns true if the account has logged in on other devices, and not on this one. */
    boolean knowsOthersOnly(byte[] hash, Actor actor) {
        return jdbc.sql("""
                select count(*) > 0 and not coalesce(bool_or(hash = :hash), false) from storelatch.known_device
                where realm = :realm and account_id = :account and expires_at > :now
                """)
                .param("hash", hash)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("now", utc(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /**
     * Records a log-in on a device that some account has logged in on before. A device has a limited number of accounts.
     *
     * @return true if the account is new on the device; empty if nothing was recorded
     */
    Optional<Boolean> renew(byte[] hash, Actor actor, Instant expiresAt, int maxAccounts) {
        return jdbc.sql("""
                insert into storelatch.known_device (hash, realm, account_id, expires_at)
                select :hash, :realm, :account, :expiresAt
                from storelatch.known_device d
                where d.hash = :hash and d.expires_at > :now
                having count(*) between 1 and :maxAccounts - 1
                    or bool_or(d.realm = :realm and d.account_id = :account)
                on conflict (hash, realm, account_id) do update set expires_at = excluded.expires_at
                returning xmax = 0
                """)
                .param("hash", hash)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("expiresAt", utc(expiresAt))
                .param("now", utc(clock.instant()))
                .param("maxAccounts", maxAccounts)
                .query(Boolean.class)
                .optional();
    }

    void insert(byte[] hash, Actor actor, Instant expiresAt) {
        jdbc.sql("""
                insert into storelatch.known_device (hash, realm, account_id, expires_at)
                values (:hash, :realm, :account, :expiresAt)
                on conflict (hash, realm, account_id) do update set expires_at = excluded.expires_at
                """)
                .param("hash", hash)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("expiresAt", utc(expiresAt))
                .update();
    }

    /** Deletes the devices of the account on which it has not logged in for longest. Waits for no other log-in. */
    void deleteOldest(Actor actor, int kept) {
        jdbc.sql("""
                delete from storelatch.known_device
                where id in (
                    select id from storelatch.known_device
                    where id in (
                        select id from storelatch.known_device
                        where realm = :realm and account_id = :account
                        order by expires_at desc, id desc
                        offset :kept)
                    for update skip locked)
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("kept", kept)
                .update();
    }

    /** Deletes the devices of the account. */
    void deleteAll(Actor actor) {
        jdbc.sql("delete from storelatch.known_device where realm = :realm and account_id = :account")
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .update();
    }

    /** Returns the hashes of the account's devices. */
    List<byte[]> hashes(Actor actor) {
        return jdbc.sql("select hash from storelatch.known_device where realm = :realm and account_id = :account")
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
