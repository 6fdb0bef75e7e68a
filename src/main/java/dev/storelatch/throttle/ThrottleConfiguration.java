package dev.storelatch.throttle;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A budget that is full again needs no row. */
@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {

    @Bean
    Retention loginThrottleRetention(Clock clock) {
        return new Retention("throttle", "key", "full_at", clock::millis);
    }
}
