package dev.storelatch.factor;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of what was begun and not finished. */
@Configuration(proxyBeanMethods = false)
class FactorConfiguration {

    @Bean
    Retention factorChallengeRetention(Clock clock) {
        return new Retention("factor_challenge", "hash", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }

    @Bean
    Retention totpSetupRetention(Clock clock) {
        return new Retention("totp_setup", "id", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }
}
