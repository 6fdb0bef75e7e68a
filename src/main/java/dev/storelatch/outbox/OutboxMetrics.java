package dev.storelatch.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gauges {@code storelatch.outbox.waiting} and {@code storelatch.outbox.wait} of the messages that wait to be sent. */
@Component
class OutboxMetrics implements MeterBinder {

    private final List<DeliveryChannel> channels;
    private final OutboxRepository repository;

    OutboxMetrics(List<DeliveryChannel> channels, OutboxRepository repository) {
        this.channels = channels;
        this.repository = repository;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        channels.stream().map(DeliveryChannel::name).forEach(channel -> {
            Gauge.builder("storelatch.outbox.waiting", () -> repository.countWaiting(channel))
                    .description("Messages that wait to be sent")
                    .tag("channel", channel)
                    .register(registry);
            Gauge.builder(
                            "storelatch.outbox.wait",
                            () -> repository.longestWait(channel).toSeconds())
                    .description("Age of the oldest message that waits to be sent")
                    .baseUnit("seconds")
                    .tag("channel", channel)
                    .register(registry);
        });
    }
}
