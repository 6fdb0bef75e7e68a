package dev.storelatch.pool;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.pool}. They do not apply to migrations and commands.
 *
 * @param maxWaiting the maximum number of requests that wait for a connection; any more fail at once
 * @param connectTimeout the maximum time to open a connection, log-in included, in whole seconds; of several hosts in the
 *     database's URL, to connect to one of them, and for each of its responses meanwhile. The parameters {@code
 *     connectTimeout}, {@code loginTimeout} and {@code socketTimeout} of the URL take precedence over it
 * @param maxUse the maximum time that a request keeps a connection, and so the maximum time of a statement and of a
 *     transaction; then the connection is closed
 */
@Validated
@ConfigurationProperties("storelatch.pool")
record PoolSettings(
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxWaiting,

        @DefaultValue("5s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration connectTimeout,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration maxUse) {}
