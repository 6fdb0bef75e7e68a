package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Log-ins that go on by refresh tokens, each of which is good once (RFC 9700 §4.14.2). Every statement stands for itself,
 * so that no connection is held while a token is signed.
 */
@Repository
class RefreshTokens {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshTokens.class);

    private final SecureRandom random = new SecureRandom();
    private final TokenSettings.Refresh settings;
    private final List<byte[]> successorKeys;
    private final JdbcClient jdbc;
    private final Clock clock;

    RefreshTokens(TokenSettings settings, JdbcClient jdbc, Clock clock) {
        this.settings = settings.refresh();
        this.successorKeys =
                settings.keyMaterial().map(RefreshToken::successorKey).toList();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A log-in that may go on, and the token that is good for that. */
    record Grant(Actor actor, int epoch, Instant expiresAt, RefreshToken token) {

        Grant with(RefreshToken other) {
            return new Grant(actor, epoch, expiresAt, other);
        }
    }

    /**
     * A log-in that has gone on with another token.
     *
     * @param known the hashes of its last tokens
     * @param lately whether the answer to the token's use may still be on its way
     */
    private record Replaced(Grant grant, List<String> known, boolean lately) {}

    Grant start(Actor actor, int epoch) {
        RefreshToken token = RefreshToken.random(random);
        Instant now = clock.instant();
        Instant end = now.plus(settings.absoluteTimeout());
        Instant idleEnd = now.plus(settings.idleTimeout());
        Instant expiry = idleEnd.isBefore(end) ? idleEnd : end;
        jdbc.sql("""
                insert into storelatch.refresh_token (family, claim, account_id, epoch, token_hash, ends_at, expires_at)
                values (:family, :claim, :account, :epoch, :hash, :endsAt, :expiresAt)
                """)
                .param("family", token.family())
                .param("claim", actor.realm().subjectClaim())
                .param("account", actor.id())
                .param("epoch", epoch)
                .param("hash", token.hash())
                .param("endsAt", end.toEpochMilli())
                .param("expiresAt", expiry.toEpochMilli())
                .update();
        return new Grant(actor, epoch, expiry, token);
    }

    /**
     * Puts the next token in the place of this one, or repeats which one that was, as long as the answer may not have
     * arrived. A token that comes back later has two owners, so nobody's log-in goes on with it.
     */
    Optional<Grant> use(Realm realm, RefreshToken token) {
        return replace(realm, token).or(() -> repeat(realm, token));
    }

    /** Ends the log-in, and with it every access token that names it. */
    void end(Realm realm, String family) {
        jdbc.sql("delete from storelatch.refresh_token where family = :family and claim = :claim")
                .param("family", family)
                .param("claim", realm.subjectClaim())
                .update();
    }

    private Optional<Grant> replace(Realm realm, RefreshToken token) {
        RefreshToken next = token.next(successorKeys.get(0));
        return jdbc.sql("""
                update storelatch.refresh_token
                set token_hash = :next,
                    used = (array_prepend(:hash::text, used))[1 : 8],
                    used_at = (array_prepend(:now::bigint, used_at))[1 : 8],
                    expires_at = least(ends_at, :idleEnd)
                where family = :family and claim = :claim and token_hash = :hash and expires_at > :now
                  and epoch = storelatch.token_epoch(claim, account_id)
                  and exists (select from storelatch.live_account(claim, account_id))
                returning account_id, epoch, expires_at
                """)
                .param("next", next.hash())
                .param("hash", token.hash())
                .param("now", clock.millis())
                .param("idleEnd", clock.instant().plus(settings.idleTimeout()).toEpochMilli())
                .param("family", token.family())
                .param("claim", realm.subjectClaim())
                .query((row, number) -> grant(row, realm, next))
                .optional();
    }

    private Optional<Grant> repeat(Realm realm, RefreshToken token) {
        Optional<Replaced> replaced = jdbc.sql("""
                select account_id, epoch, expires_at, array_prepend(token_hash, used) as known,
                       coalesce(used_at[array_position(used, :hash)] > :graceStart, false) as lately
                from storelatch.refresh_token
                where family = :family and claim = :claim and token_hash <> :hash and expires_at > :now
                  and epoch = storelatch.token_epoch(claim, account_id)
                  and exists (select from storelatch.live_account(claim, account_id))
                """)
                .param("hash", token.hash())
                .param("graceStart", clock.instant().minus(settings.grace()).toEpochMilli())
                .param("now", clock.millis())
                .param("family", token.family())
                .param("claim", realm.subjectClaim())
                .query((row, number) -> new Replaced(
                        grant(row, realm, token),
                        List.of((String[]) row.getArray("known").getArray()),
                        row.getBoolean("lately")))
                .optional();
        if (replaced.isPresent() && !replaced.get().lately()) {
            end(realm, token.family());
            LOG.warn(
                    "A refresh token of {} came back after its use; that log-in is ended",
                    replaced.get().grant().actor().id());
        }
        return replaced.filter(Replaced::lately)
                .flatMap(found -> successorKeys.stream()
                        .map(token::next)
                        .filter(next -> found.known().contains(next.hash()))
                        .map(next -> found.grant().with(next))
                        .findFirst());
    }

    private static Grant grant(ResultSet row, Realm realm, RefreshToken token) throws SQLException {
        return new Grant(
                new Actor(realm, row.getString("account_id")),
                row.getInt("epoch"),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                token);
    }
}
