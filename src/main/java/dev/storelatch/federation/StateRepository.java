package dev.storelatch.federation;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.federation.PendingLogin.Link;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code federation_state}. */
@Repository
class StateRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    StateRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Provider provider, PendingLogin login, RequestSecrets secrets, Instant expiresAt) {
        Link link = login.link();
        jdbc.sql("""
                insert into storelatch.federation_state
                    (state_hash, browser_hash, realm, provider, redirect_to, token, code_challenge, account_id, token_epoch,
                     expires_at)
                values
                    (:state, :browser, :realm, :provider, :redirectTo, :token, :challenge, :account, :epoch, :expiresAt)
                """)
                .param("state", Sha256.base64UrlOf(secrets.state()))
                .param("browser", Sha256.base64UrlOf(secrets.browser()))
                .param("realm", provider.realm().id())
                .param("provider", provider.name())
                .param("redirectTo", login.redirectTo())
                .param("token", login.token())
                .param("challenge", login.codeChallenge())
                .param("account", link == null ? null : link.account().id())
                .param("epoch", link == null ? null : link.epoch())
                .param("expiresAt", utc(expiresAt))
                .update();
    }

    /** Deletes the log-in that this browser has begun at the provider, so that of several answers one finds it. */
    Optional<PendingLogin> consume(Provider provider, RequestSecrets secrets) {
        return jdbc.sql("""
                delete from storelatch.federation_state
                where state_hash = :state and browser_hash = :browser and realm = :realm and provider = :provider
                  and expires_at > :now
                returning redirect_to, token, code_challenge, account_id, token_epoch
                """)
                .param("state", Sha256.base64UrlOf(secrets.state()))
                .param("browser", Sha256.base64UrlOf(secrets.browser()))
                .param("realm", provider.realm().id())
                .param("provider", provider.name())
                .param("now", utc(clock.instant()))
                .query((row, number) -> login(row, provider.realm()))
                .optional();
    }

    private static PendingLogin login(ResultSet row, Realm realm) throws SQLException {
        String account = row.getString(4);
        return new PendingLogin(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                account == null ? null : new Link(new Actor(realm, account), row.getInt(5)));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
