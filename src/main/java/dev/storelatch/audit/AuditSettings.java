package dev.storelatch.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit log.
 *
 * @param retention time after which an event is deleted; a younger one cannot be, in less than a day not even by a change
 *     of this setting
 * @param log true to write each event to the logger {@code storelatch.audit}, too, as one JSON object
 */
@ConfigurationProperties("storelatch.audit")
@Validated
record AuditSettings(
        @DefaultValue("365d") @DurationMin(days = 1) Duration retention,
        @DefaultValue("false") boolean log) {}
