package dev.storelatch.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gauge {@code storelatch.retention.overdue}: expired rows that the last clean-up has left, up to a limit. Only the server
 * that has run it lately has a value; others have none, because theirs would be out of date.
 */
@Component
class OverdueRows implements MeterBinder {

    /** Bounds the work of a count. That more are left makes no difference. */
    private static final int MOST = 10_000;

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final List<Retention> retentions;
    private final ExpiredRowRepository repository;
    private final Clock clock;
    private final Map<Retention, Count> counts = new ConcurrentHashMap<>();

    OverdueRows(List<Retention> retentions, ExpiredRowRepository repository, Clock clock) {
        this.retentions = retentions;
        this.repository = repository;
        this.clock = clock;
    }

    private record Count(int rows, Instant at) {}

    /** Counts the expired rows of a table, for the gauge. */
    void count(Retention retention) {
        counts.put(retention, new Count(repository.countExpired(retention, MOST), clock.instant()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        retentions.forEach(
                retention -> Gauge.builder("storelatch.retention.overdue", () -> value(counts.get(retention)))
                        .description("Expired rows that the last clean-up has left, up to " + MOST)
                        .tag("table", retention.table())
                        .tag("column", retention.column())
                        .register(registry));
    }

    private double value(@Nullable Count count) {
        return count == null || count.at().isBefore(clock.instant().minus(LIFETIME)) ? Double.NaN : count.rows();
    }
}
