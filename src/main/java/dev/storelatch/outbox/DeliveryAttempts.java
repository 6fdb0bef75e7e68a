package dev.storelatch.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counter {@code storelatch.outbox.deliveries} of the attempts to deliver messages, by their outcome. */
@Component
class DeliveryAttempts {

    private final MeterRegistry registry;

    /** @param channels have a value before their first attempt, too, so that the first failure is an increase */
    DeliveryAttempts(MeterRegistry registry, List<DeliveryChannel> channels) {
        this.registry = registry;
        for (DeliveryChannel channel : channels) {
            for (Outcome outcome : Outcome.values()) {
                counter(channel, outcome);
            }
        }
    }

    /** Outcome of one attempt. */
    enum Outcome {
        ACCEPTED,
        /** There was nothing left to send. */
        SKIPPED,
        /** The account or the address was sent as many notices as allowed. */
        DROPPED,
        /** The attempt failed and is repeated. */
        DEFERRED,
        /** The receiver has refused the message for good. */
        REFUSED,
        /** The attempt failed, and the message is too old for another one. */
        EXPIRED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void count(DeliveryChannel channel, Outcome outcome) {
        counter(channel, outcome).increment();
    }

    private Counter counter(DeliveryChannel channel, Outcome outcome) {
        return Counter.builder("storelatch.outbox.deliveries")
                .description("Attempts to deliver a message, by outcome")
                .tag("channel", channel.name())
                .tag("outcome", outcome.label())
                .register(registry);
    }
}
