package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.crypto.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code federation_code}. */
@Repository
class CodeRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    CodeRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A code that was consumed.
     *
     * @param epoch token epoch of the account when the code was issued
     * @param browserHash hash of the cookie of the browser that has logged in
     */
    record Stored(
            Actor account,
            int epoch,
            boolean token,
            @Nullable String codeChallenge,
            String browserHash) {

        @Override
        public String toString() {
            return "Stored[" + account + "]";
        }
    }

    void insert(Provider provider, Account account, PendingLogin login, String browser, Issued issued) {
        jdbc.sql("""
                insert into storelatch.federation_code
                    (code_hash, realm, provider, account_id, token_epoch, token, code_challenge, browser_hash, expires_at)
                values (:code, :realm, :provider, :account, :epoch, :token, :challenge, :browser, :expiresAt)
                """)
                .param("code", Sha256.base64UrlOf(issued.code()))
                .param("realm", provider.realm().id())
                .param("provider", provider.name())
                .param("account", account.actor().id())
                .param("epoch", account.tokenEpoch())
                .param("token", login.token())
                .param("challenge", login.codeChallenge())
                .param("browser", Sha256.base64UrlOf(browser))
                .param("expiresAt", utc(issued.expiresAt()))
                .update();
    }

    /** A new code and the end of its validity. */
    record Issued(String code, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    /** Deletes the code, so that of several requests one finds it. */
    Optional<Stored> consume(Provider provider, String code) {
        return jdbc.sql("""
                delete from storelatch.federation_code
                where code_hash = :code and realm = :realm and provider = :provider and expires_at > :now
                returning account_id, token_epoch, token, code_challenge, browser_hash
                """)
                .param("code", Sha256.base64UrlOf(code))
                .param("realm", provider.realm().id())
                .param("provider", provider.name())
                .param("now", utc(clock.instant()))
                .query((row, number) -> new Stored(
                        new Actor(provider.realm(), row.getString(1)),
                        row.getInt(2),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getString(5)))
                .optional();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
