package dev.storelatch.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code storelatch.outbox.waiting} and {@code storelatch.outbox.wait}: what has not been sent yet, and since when. */
@Component
class OutboxMetrics implements MeterBinder {

    private final List<DeliveryChannel> channels;
    private final OutboxRepository rows;

    OutboxMetrics(List<DeliveryChannel> channels, OutboxRepository rows) {
        this.channels = channels;
        this.rows = rows;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        channels.stream().map(DeliveryChannel::name).forEach(channel -> {
            Gauge.builder("storelatch.outbox.waiting", () -> rows.waiting(channel))
                    .description("Messages that wait to be sent")
                    .tag("channel", channel)
                    .register(registry);
            Gauge.builder(
                            "storelatch.outbox.wait",
                            () -> rows.longestWait(channel).toSeconds())
                    .description("How long the oldest of them has waited")
                    .baseUnit("seconds")
                    .tag("channel", channel)
                    .register(registry);
        });
    }
}
