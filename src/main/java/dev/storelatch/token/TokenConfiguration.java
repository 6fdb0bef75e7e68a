package dev.storelatch.token;

import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.database.Retention;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Key material for other modules, and the retention of this module's tables. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** Time for which a row outlives its token, since the clocks of several servers differ. */
    private static final Duration MARGIN = Duration.ofHours(1);

    @Bean
    KeyMaterial keyMaterial(TokenSettings settings) {
        return () -> settings.keyMaterial().toList();
    }

    @Bean
    Retention revokedTokenRetention(Clock clock) {
        return retention("revoked_token", "key", clock);
    }

    @Bean
    Retention tokenAuthenticationRetention(Clock clock) {
        return retention("token_authentication", "key", clock);
    }

    @Bean
    Retention refreshTokenRetention(Clock clock) {
        return retention("refresh_token", "family", clock);
    }

    private static Retention retention(String table, String key, Clock clock) {
        return new Retention(
                table,
                key,
                "expires_at",
                Retention.Unit.TIMESTAMP,
                () -> clock.instant().minus(MARGIN));
    }
}
