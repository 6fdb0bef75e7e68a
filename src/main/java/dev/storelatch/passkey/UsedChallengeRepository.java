package dev.storelatch.passkey;

import dev.storelatch.passkey.CredentialVerifier.Asserted;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code passkey_challenge}: consumes challenges, each once. */
@Repository
class UsedChallengeRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    UsedChallengeRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of concurrent calls with one challenge, all but one wait for its transaction. Returns false if it was used before. */
    boolean consume(PasskeyChallenges.Valid challenge) {
        return jdbc.sql("""
                        insert into storelatch.passkey_challenge (hash, expires_at) values (:hash, :expiresAt)
                        on conflict do nothing
                        """)
                        .param("hash", challenge.hash())
                        .param("expiresAt", utc(challenge.expiresAt()))
                        .update()
                > 0;
    }

    /**
     * Consumes the challenge and records that the passkey was used, by one statement. The sign count must be higher than that of
     * any log-in before, also than that of a concurrent one, unless the authenticator does not count.
     *
     * @return false if the challenge was used before, or the passkey was removed or used with as high a sign count
     */
    boolean use(PasskeyChallenges.Valid challenge, StoredPasskey passkey, Asserted asserted) {
        return jdbc.sql("""
                        with consumed as (
                            insert into storelatch.passkey_challenge (hash, expires_at) values (:hash, :expiresAt)
                            on conflict do nothing
                            returning hash
                        )
                        update storelatch.passkey
                        set sign_count = :signCount, backed_up = :backedUp, last_used_at = :now
                        from consumed
                        where id = :id and (sign_count < :signCount or sign_count = 0 and :signCount = 0)
                        """)
                        .param("hash", challenge.hash())
                        .param("expiresAt", utc(challenge.expiresAt()))
                        .param("signCount", asserted.signCount())
                        .param("backedUp", asserted.backedUp())
                        .param("now", utc(clock.instant()))
                        .param("id", passkey.id())
                        .update()
                > 0;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
