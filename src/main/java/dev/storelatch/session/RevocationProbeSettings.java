package dev.storelatch.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.session.revocation-probe}.
 *
 * @param enabled whether this server measures how soon it refuses a session that has ended
 * @param interval the time between two measurements, each of which costs four statements
 */
@Validated
@ConfigurationProperties("storelatch.session.revocation-probe")
record RevocationProbeSettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration interval) {}
