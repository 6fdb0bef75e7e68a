package dev.storelatch.token;

import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.database.Retention;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long the room's tables keep their rows. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** A row outlives its token by this much, since the clocks of several servers differ. */
    private static final Duration MARGIN = Duration.ofHours(1);

    @Bean
    KeyMaterial keyMaterial(TokenSettings settings) {
        return () -> settings.keyMaterial().toList();
    }

    @Bean
    Retention endedTokenRetention(Clock clock) {
        return new Retention(
                "ended_token",
                "key",
                "expires_at",
                () -> clock.instant().minus(MARGIN).getEpochSecond());
    }

    @Bean
    Retention refreshTokenRetention(Clock clock) {
        return new Retention(
                "refresh_token",
                "family",
                "expires_at",
                () -> clock.instant().minus(MARGIN).toEpochMilli());
    }
}
