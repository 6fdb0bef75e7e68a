package dev.storelatch.database;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.database}.
 *
 * @param startTimeout the time for which a starting server waits for a database that cannot be reached
 * @param migrationTimeout the time for which a starting server waits for another one that is migrating the database
 */
@Validated
@ConfigurationProperties("storelatch.database")
record DatabaseSettings(
        @DefaultValue("1m") @DurationMin @DurationMax(hours = 1)
        Duration startTimeout,

        @DefaultValue("10m") @DurationMin @DurationMax(hours = 24)
        Duration migrationTimeout) {}
