package dev.storelatch.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.shutdown}.
 *
 * @param delay the time for which a stopping server still serves requests while {@code /health/ready} responds with 503, so
 *     that load balancers stop sending some
 */
@Validated
@ConfigurationProperties("storelatch.shutdown")
record ShutdownSettings(
        @DefaultValue("0s") @DurationMin(seconds = 0) @DurationMax(minutes = 2)
        Duration delay) {}
