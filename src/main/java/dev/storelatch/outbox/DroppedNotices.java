package dev.storelatch.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counter {@code storelatch.outbox.dropped} of the notices that are not sent, because their account causes too many. */
@Component
class DroppedNotices {

    /** Reason: as many notices of the account as allowed wait in the queue. */
    static final String QUEUE = "queue";

    /** Reason: the account or the address was sent as many notices as allowed. */
    static final String BUDGET = "budget";

    private final MeterRegistry registry;

    DroppedNotices(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String channel, String reason) {
        Counter.builder("storelatch.outbox.dropped")
                .description("Notices that were dropped, because their account causes too many")
                .tag("channel", channel)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }
}
