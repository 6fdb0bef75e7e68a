package dev.storelatch.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Delivery of notifications.
 *
 * @param pollInterval interval at which a server looks for messages that are due again or were left by other servers
 * @param retryInterval delay after the first failed attempt; it doubles with each further one, up to an hour
 * @param giveUpAfter age at which a message is given up that no receiver has accepted
 * @param keep time for which finished messages are kept in the table
 * @param notices number of messages of one type without a link, caused by one account, that can wait in each channel's
 *     queue; further ones are dropped
 */
@ConfigurationProperties("storelatch.outbox")
@Validated
record OutboxSettings(
        @DefaultValue("5s") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration retryInterval,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration giveUpAfter,
        @DefaultValue("7d") @DurationMin Duration keep,
        @DefaultValue("20") @Min(1) @Max(1000) int notices) {}
