package dev.storelatch.figures;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads metrics that other modules register, by their names. Is used by one thread at a time. */
@Component
class Meters {

    private final MeterRegistry registry;
    private final Map<String, Double> formerLogins = new HashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns the number of attempts to log in that have ended so since the last call. */
    long newLogins(String outcome) {
        double total = registry.find("storelatch.logins").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        Double former = formerLogins.put(outcome, total);
        return Math.round(total - (former == null ? 0 : former));
    }

    /** Returns the value of a gauge; null if nobody has registered it. */
    @Nullable
    Long gauge(String name) {
        Gauge gauge = registry.find(name).gauge();
        return gauge == null ? null : Math.round(gauge.value());
    }
}
