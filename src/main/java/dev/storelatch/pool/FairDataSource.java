package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hikari's pool behind a fair queue. Hikari's own queue is neither fair nor cheap: each wait wakes the thread that adds
 * connections and sets a timer. There are as many permits as connections, so that nobody waits in Hikari's queue while the
 * database answers; {@code storelatch.connections.waiting} replaces its metric.
 */
final class FairDataSource extends DelegatingDataSource implements MeterBinder {

    private final FairSemaphore permits;

    FairDataSource(HikariDataSource pool) {
        super(pool);
        permits = new FairSemaphore(pool.getMaximumPoolSize(), Duration.ofMillis(pool.getConnectionTimeout()));
    }

    /** @throws SQLException if no connection became free within the pool's connection timeout, or the database is away */
    @Override
    public Connection getConnection() throws SQLException {
        permits.acquire();
        try {
            return ReleasingConnection.wrap(obtainTargetDataSource().getConnection(), permits);
        } catch (SQLException | RuntimeException | Error failed) {
            permits.release();
            throw failed;
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("storelatch.connections.waiting", permits, FairSemaphore::waiting)
                .description("Requests that wait for a database connection")
                .register(registry);
    }

    /** Ends the waits that are longer than the pool's connection timeout. */
    void expire() {
        permits.expire();
    }
}
