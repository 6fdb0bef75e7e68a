package dev.storelatch.token;

import dev.storelatch.core.Authentication;
import dev.storelatch.core.TokenLogin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of when and how log-ins by token were authenticated. A token that cannot be refreshed has a row once it was renewed. */
@Repository
class TokenAuthenticationRepository {

    private final JdbcClient jdbc;

    TokenAuthenticationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Authentication> findOfFamily(String family) {
        return jdbc.sql("select auth_time, methods from storelatch.refresh_token where family = :family")
                .param("family", family)
                .query(TokenAuthenticationRepository::authentication)
                .optional();
    }

    Optional<Authentication> findOfToken(String key) {
        return jdbc.sql("select auth_time, methods from storelatch.token_authentication where key = :key")
                .param("key", key)
                .query(TokenAuthenticationRepository::authentication)
                .optional();
    }

    boolean replaceOfFamily(String family, Authentication authentication) {
        return jdbc.sql("""
                        update storelatch.refresh_token set auth_time = :time, methods = :methods where family = :family
                        """)
                        .param("time", authentication.time().atOffset(ZoneOffset.UTC))
                        .param("methods", authentication.methods().toArray(String[]::new))
                        .param("family", family)
                        .update()
                > 0;
    }

    boolean replaceOfToken(TokenLogin token, Authentication authentication) {
        return jdbc.sql("""
                        insert into storelatch.token_authentication (key, auth_time, methods, expires_at)
                        values (:key, :time, :methods, :expiresAt)
                        on conflict (key) do update set auth_time = excluded.auth_time, methods = excluded.methods
                        """)
                        .param("key", token.key())
                        .param("time", authentication.time().atOffset(ZoneOffset.UTC))
                        .param("methods", authentication.methods().toArray(String[]::new))
                        .param("expiresAt", token.expiresAt().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    private static Authentication authentication(ResultSet row, int number) throws SQLException {
        return new Authentication(
                row.getObject("auth_time", OffsetDateTime.class).toInstant(),
                Set.of((String[]) row.getArray("methods").getArray()));
    }
}
