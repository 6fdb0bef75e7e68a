package dev.storelatch.throttle;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of budgets, of which one that is full needs no row, and of known devices. */
@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {

    @Bean
    Retention throttleRetention(Clock clock) {
        return new Retention("throttle", "key", "full_at", Retention.Unit.TIMESTAMP, clock::instant);
    }

    @Bean
    Retention knownDeviceRetention(Clock clock) {
        return new Retention("known_device", "id", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }
}
