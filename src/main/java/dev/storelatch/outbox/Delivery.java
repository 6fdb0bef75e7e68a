package dev.storelatch.outbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt after the other: takes a message, has it sent, and writes down what came of it. */
@Component
class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    private final OutboxRepository rows;
    private final OutboxSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Delivery(OutboxRepository rows, OutboxSettings settings, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return whether there was a message that was due */
    boolean next(DeliveryChannel channel) {
        return rows.take(channel.name())
                .map(message -> {
                    settle(channel, message, attempt(channel, message));
                    return true;
                })
                .orElse(false);
    }

    /** A message that cannot even be made must not keep the others from being sent. */
    private static DeliveryResult attempt(DeliveryChannel channel, OutboxMessage message) {
        try {
            return channel.send(message);
        } catch (RuntimeException failure) {
            return new DeliveryResult.Deferred(failure.getClass().getSimpleName());
        }
    }

    private void settle(DeliveryChannel channel, OutboxMessage message, DeliveryResult answer) {
        if (answer instanceof DeliveryResult.Accepted) {
            rows.end(message, "accepted");
        } else if (answer instanceof DeliveryResult.Skipped) {
            rows.end(message, "skipped");
        } else if (answer instanceof DeliveryResult.Refused refused) {
            giveUp(channel, message, refused.reason());
        } else if (answer instanceof DeliveryResult.Deferred deferred) {
            if (clock.millis() - message.postedAt() >= settings.giveUpAfter().toMillis()) {
                giveUp(channel, message, deferred.reason());
            } else {
                Duration wait = wait(message.attempts(), deferred.atLeast());
                LOG.warn(
                        "{} {} by {} failed at attempt {}: {}; the next one in {} s",
                        message.type(),
                        message.id(),
                        channel.name(),
                        message.attempts(),
                        deferred.reason(),
                        wait.toSeconds());
                rows.postpone(message, wait);
            }
        }
    }

    private void giveUp(DeliveryChannel channel, OutboxMessage message, String reason) {
        LOG.warn("{} {} by {} is given up: {}", message.type(), message.id(), channel.name(), reason);
        rows.end(message, "given up: " + reason);
    }

    /** Exponential, with up to a quarter more, so that what failed together does not come back together. */
    private Duration wait(int attempts, Duration atLeast) {
        long doubled = settings.retryInterval().toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
        long millis = Math.max(
                Math.min(doubled, LONGEST_WAIT.toMillis()), Math.min(atLeast.toMillis(), LONGEST_WAIT.toMillis()));
        return Duration.ofMillis(millis + random.nextLong(millis / 4 + 1));
    }
}
