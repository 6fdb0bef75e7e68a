package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.factor.Challenge.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code factor_challenge}. Expiry follows the injected clock. */
@Repository
class ChallengeRepository {

    /** Number of challenges of one account; a new one replaces that which would expire first. */
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Clock clock;

    ChallengeRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Challenge challenge, Instant expiresAt) {
        jdbc.sql("""
                with replaced as (
                    delete from storelatch.factor_challenge
                    where hash in (
                        select hash from storelatch.factor_challenge
                        where realm = :realm and account_id = :account
                        order by expires_at desc, hash offset :kept)
                )
                insert into storelatch.factor_challenge
                    (hash, purpose, realm, account_id, epoch, methods, login, expires_at)
                values (:hash, :purpose, :realm, :account, :epoch, :methods, :login, :expiresAt)
                """)
                .param("realm", challenge.actor().realm().id())
                .param("account", challenge.actor().id())
                .param("kept", MOST - 1)
                .param("hash", Sha256.base64UrlOf(challenge.text()))
                .param("purpose", challenge.purpose().id())
                .param("epoch", challenge.epoch())
                .param("methods", challenge.methods().toArray(String[]::new))
                .param("login", challenge.login())
                .param("expiresAt", utc(expiresAt))
                .update();
    }

    /** Finds the challenge that has not expired. */
    Optional<Challenge> find(Realm realm, String text) {
        return jdbc.sql("""
                        select purpose, account_id, epoch, methods, login from storelatch.factor_challenge
                        where hash = :hash and realm = :realm and expires_at > :now
                        """)
                .param("hash", Sha256.base64UrlOf(text))
                .param("realm", realm.id())
                .param("now", utc(clock.instant()))
                .query((row, number) -> challenge(realm, text, row))
                .optional();
    }

    /** Deletes the challenge. Of concurrent calls one succeeds, unless that is rolled back. */
    boolean delete(Challenge challenge) {
        return jdbc.sql("delete from storelatch.factor_challenge where hash = :hash and purpose = :purpose")
                        .param("hash", Sha256.base64UrlOf(challenge.text()))
                        .param("purpose", challenge.purpose().id())
                        .update()
                > 0;
    }

    /** Replaces what a challenge waits for. Of concurrent calls one succeeds, unless that is rolled back. */
    boolean advance(Challenge challenge, Purpose next, Set<String> methods) {
        return jdbc.sql("""
                        update storelatch.factor_challenge set purpose = :next, methods = :methods
                        where hash = :hash and purpose = :purpose
                        """)
                        .param("next", next.id())
                        .param("methods", methods.toArray(String[]::new))
                        .param("hash", Sha256.base64UrlOf(challenge.text()))
                        .param("purpose", challenge.purpose().id())
                        .update()
                > 0;
    }

    void deleteAll(Actor account) {
        jdbc.sql("delete from storelatch.factor_challenge where realm = :realm and account_id = :account")
                .param("realm", account.realm().id())
                .param("account", account.id())
                .update();
    }

    private static Challenge challenge(Realm realm, String text, ResultSet row) throws SQLException {
        return new Challenge(
                text,
                Purpose.of(row.getString("purpose")),
                new Actor(realm, row.getString("account_id")),
                row.getInt("epoch"),
                Set.copyOf(Arrays.asList((String[]) row.getArray("methods").getArray())),
                row.getString("login"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
