package dev.storelatch.audit;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of audit events. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Retention auditRetention(AuditSettings settings, Clock clock) {
        return new Retention(
                "audit_event",
                "id",
                "occurred_at",
                Retention.Unit.TIMESTAMP,
                () -> clock.instant().minus(settings.retention()));
    }
}
