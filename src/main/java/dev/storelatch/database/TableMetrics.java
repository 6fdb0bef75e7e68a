package dev.storelatch.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gauge {@code storelatch.rows}: rows in each table from which expired rows are deleted, as PostgreSQL estimates. */
@Component
class TableMetrics implements MeterBinder {

    private final List<Retention> retentions;
    private final ExpiredRowRepository repository;

    TableMetrics(List<Retention> retentions, ExpiredRowRepository repository) {
        this.retentions = retentions;
        this.repository = repository;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        retentions.stream()
                .map(Retention::table)
                .distinct()
                .forEach(table -> Gauge.builder("storelatch.rows", () -> repository.estimate(table))
                        .description("Rows in a table from which expired rows are deleted, as PostgreSQL estimates")
                        .tag("table", table)
                        .register(registry));
    }
}
