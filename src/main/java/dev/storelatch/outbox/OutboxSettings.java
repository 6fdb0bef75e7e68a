package dev.storelatch.outbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Messages that wait to be sent.
 *
 * @param pollInterval how often a server looks for messages that others have left, or that are due again
 * @param retryInterval how long it waits after the first failure; each further one doubles that, up to an hour
 * @param giveUpAfter how old a message becomes that nobody accepts
 * @param keep how long a message that is over stays in the table, for whoever asks what became of it
 */
@ConfigurationProperties("storelatch.outbox")
@Validated
record OutboxSettings(
        @DefaultValue("5s") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration retryInterval,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration giveUpAfter,
        @DefaultValue("7d") @DurationMin Duration keep) {}
