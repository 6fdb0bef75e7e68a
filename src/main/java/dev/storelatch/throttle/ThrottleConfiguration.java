package dev.storelatch.throttle;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of budgets: one that is full needs no row. */
@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {

    @Bean
    Retention throttleRetention(Clock clock) {
        return new Retention("throttle", "key", "full_at", Retention.Unit.TIMESTAMP, clock::instant);
    }
}
