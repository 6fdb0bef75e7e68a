package dev.storelatch.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code storelatch.rows}: how many rows each table has that the {@link ExpiredRowCleanup} keeps small. PostgreSQL's own estimate,
 * which costs nothing however large the table is, and lags by some seconds.
 */
@Component
class TableMetrics implements MeterBinder {

    private final List<Retention> retentions;
    private final JdbcClient jdbc;

    TableMetrics(List<Retention> retentions, JdbcClient jdbc) {
        this.retentions = retentions;
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        retentions.stream()
                .map(Retention::table)
                .distinct()
                .forEach(table -> Gauge.builder("storelatch.rows", () -> count(table))
                        .description("Rows in a table that is swept, as PostgreSQL estimates")
                        .tag("table", table)
                        .register(registry));
    }

    private long count(String table) {
        return jdbc.sql("select pg_stat_get_live_tuples(('storelatch.' || :table)::regclass)")
                .param("table", table)
                .query(Long.class)
                .single();
    }
}
