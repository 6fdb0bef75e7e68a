package dev.storelatch.password;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Meters {@code storelatch.hashing} of the queue in which passwords wait to be hashed. */
@Component
class HashingMetrics implements MeterBinder {

    private final HashingExecutor executor;

    HashingMetrics(HashingExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("storelatch.hashing.running", executor, HashingExecutor::running)
                .description("Password hashes that are computed")
                .register(registry);
        Gauge.builder("storelatch.hashing.waiting", executor, HashingExecutor::waiting)
                .description("Password hashes that wait to be computed")
                .register(registry);
        refused(registry, "queue", HashingExecutor::refusedByQueue);
        refused(registry, "wait", HashingExecutor::refusedByWait);
    }

    private void refused(MeterRegistry registry, String reason, ToDoubleFunction<HashingExecutor> count) {
        FunctionCounter.builder("storelatch.hashing.refused", executor, count)
                .description("Requests that were refused because too many passwords were hashed")
                .tag("reason", reason)
                .register(registry);
    }
}
