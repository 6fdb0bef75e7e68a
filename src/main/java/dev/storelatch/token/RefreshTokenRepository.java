package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the tables {@code refresh_token} and {@code refresh_token_use}. Expiry follows the injected clock. */
@Repository
class RefreshTokenRepository {

    /** Number of used tokens that are kept for a log-in, apart from the one that is being used. */
    private static final int MAX_KEPT = 7;

    private final JdbcClient jdbc;
    private final Clock clock;

    RefreshTokenRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A log-in that has continued with another token than the one presented.
     *
     * @param knownHashes hashes of its current token and the last ones before
     * @param usedAt when the presented token was used; null if that is not known any more
     */
    record Replaced(
            RefreshGrant grant,
            Set<String> knownHashes,
            @Nullable Instant usedAt) {

        @Override
        public String toString() {
            return "Replaced[" + grant + "]";
        }
    }

    void insert(RefreshGrant grant, Set<String> methods, Instant end) {
        jdbc.sql("""
                insert into storelatch.refresh_token
                    (family, realm, account_id, epoch, token_hash, auth_time, methods, ends_at, expires_at)
                values (:family, :realm, :account, :epoch, :hash, :now, :methods, :endsAt, :expiresAt)
                """)
                .param("family", grant.token().family())
                .param("realm", grant.actor().realm().id())
                .param("account", grant.actor().id())
                .param("epoch", grant.epoch())
                .param("hash", grant.token().hash())
                .param("now", utc(clock.instant()))
                .param("methods", methods.toArray(String[]::new))
                .param("endsAt", utc(end))
                .param("expiresAt", utc(grant.expiresAt()))
                .update();
    }

    /**
     * Replaces the token if it is the current one of a live log-in, in one statement, so that of concurrent calls one wins.
     *
     * @param idleEnd end of the log-in's idle time
     * @param graceStart earlier uses are deleted
     */
    Optional<RefreshGrant> replace(
            Realm realm, RefreshToken token, RefreshToken next, Instant idleEnd, Instant graceStart) {
        return jdbc.sql("""
                with replaced as (
                    update storelatch.refresh_token
                    set token_hash = :next, expires_at = least(ends_at, :idleEnd)
                    where family = :family and realm = :realm and token_hash = :hash and expires_at > :now
                      and epoch = (select a.token_epoch from storelatch.live_account(realm, account_id) a)
                    returning account_id, epoch, expires_at
                ), used as (
                    insert into storelatch.refresh_token_use (family, token_hash, used_at)
                    select :family, :hash, :now from replaced
                ), forgotten as (
                    delete from storelatch.refresh_token_use
                    where family = :family and exists (select from replaced)
                      and (used_at <= :graceStart or token_hash not in (
                          select token_hash from storelatch.refresh_token_use
                          where family = :family order by used_at desc, token_hash limit :kept))
                )
                select account_id, epoch, expires_at from replaced
                """)
                .param("next", next.hash())
                .param("hash", token.hash())
                .param("now", utc(clock.instant()))
                .param("idleEnd", utc(idleEnd))
                .param("graceStart", utc(graceStart))
                .param("family", token.family())
                .param("realm", realm.id())
                .param("kept", MAX_KEPT)
                .query((row, number) -> grant(row, realm, next))
                .optional();
    }

    /** Finds the live log-in of a token that is not its current one. */
    Optional<Replaced> findReplaced(Realm realm, RefreshToken token) {
        return jdbc.sql("""
                select r.account_id, r.epoch, r.expires_at, r.token_hash, u.token_hash as used_hash, u.used_at
                from storelatch.refresh_token r
                left join storelatch.refresh_token_use u on u.family = r.family
                where r.family = :family and r.realm = :realm and r.token_hash <> :hash and r.expires_at > :now
                  and r.epoch = (select a.token_epoch from storelatch.live_account(r.realm, r.account_id) a)
                """)
                .param("family", token.family())
                .param("realm", realm.id())
                .param("hash", token.hash())
                .param("now", utc(clock.instant()))
                .query(rows -> {
                    return rows.next() ? Optional.of(replaced(rows, realm, token)) : Optional.empty();
                });
    }

    /** Deletes the log-in and returns its account; empty if it was deleted before. */
    Optional<Actor> delete(Realm realm, String family) {
        return jdbc.sql("""
                delete from storelatch.refresh_token where family = :family and realm = :realm returning account_id
                """)
                .param("family", family)
                .param("realm", realm.id())
                .query((row, number) -> new Actor(realm, row.getString(1)))
                .optional();
    }

    private static Replaced replaced(ResultSet rows, Realm realm, RefreshToken token) throws SQLException {
        RefreshGrant grant = grant(rows, realm, token);
        Set<String> known = new HashSet<>(Set.of(rows.getString("token_hash")));
        Instant usedAt = null;
        do {
            String used = rows.getString("used_hash");
            if (used != null) {
                known.add(used);
            }
            if (token.hash().equals(used)) {
                usedAt = rows.getObject("used_at", OffsetDateTime.class).toInstant();
            }
        } while (rows.next());
        return new Replaced(grant, known, usedAt);
    }

    private static RefreshGrant grant(ResultSet row, Realm realm, RefreshToken token) throws SQLException {
        return new RefreshGrant(
                new Actor(realm, row.getString("account_id")),
                row.getInt("epoch"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                token);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
