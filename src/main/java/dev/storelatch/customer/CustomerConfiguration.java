package dev.storelatch.customer;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.auditing.DateTimeProvider;
import org.springframework.data.jpa.repository.config.EnableJpaAuditing;

/** Configures JPA auditing: dates come from the injected clock, and {@code updated_at} changes only with the row. */
@Configuration(proxyBeanMethods = false)
@EnableJpaAuditing(dateTimeProviderRef = "auditTime")
class CustomerConfiguration {

    @Bean
    DateTimeProvider auditTime(Clock clock) {
        return () -> Optional.of(clock.instant());
    }
}
