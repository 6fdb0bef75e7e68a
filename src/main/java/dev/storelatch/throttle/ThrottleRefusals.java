package dev.storelatch.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counter {@code storelatch.throttle.refusals} of what was refused because a budget was empty. */
@Component
class ThrottleRefusals {

    private final Map<Budget, Counter> counters = new EnumMap<>(Budget.class);

    ThrottleRefusals(MeterRegistry registry) {
        for (Budget budget : Budget.values()) {
            counters.put(
                    budget,
                    Counter.builder("storelatch.throttle.refusals")
                            .description("Attempts, requests and mails that were refused because a budget was empty")
                            .tag("budget", budget.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(Budget budget) {
        Objects.requireNonNull(counters.get(budget)).increment();
    }
}
