package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hikari's pool behind a fair queue and a circuit breaker. Hikari's own queue is neither fair nor cheap: each wait wakes the
 * thread that adds connections and sets a timer. There are as many permits as connections, so no thread waits in Hikari's
 * queue while the database answers; {@code storelatch.connections.waiting} replaces its metric.
 */
final class FairDataSource extends DelegatingDataSource implements MeterBinder {

    private final HikariDataSource pool;
    private final CircuitBreaker breaker;
    private final FairSemaphore permits;
    private final Duration maxWait;

    /**
     * @param pool waits for a connection for about a second at most
     * @param maxWait the maximum time to wait for a connection while the database can be reached
     */
    FairDataSource(HikariDataSource pool, CircuitBreaker breaker, Duration maxWait, int maxWaiting) {
        super(pool);
        this.pool = pool;
        this.breaker = breaker;
        this.permits = new FairSemaphore(pool.getMaximumPoolSize(), maxWaiting);
        this.maxWait = maxWait;
    }

    /**
     * Returns a connection of the pool.
     *
     * @throws SQLTransientConnectionException if no connection became free in time, too many callers wait for one, or the
     *     database cannot be reached
     */
    @Override
    public Connection getConnection() throws SQLException {
        if (!isUnreachable()) {
            return acquire(false);
        }
        if (!breaker.tryProbe()) {
            throw unreachable();
        }
        try {
            return acquire(true);
        } finally {
            breaker.endProbe();
        }
    }

    /** Returns whether a caller would fail without waiting. An idle connection is tried, whatever new ones do. */
    boolean isUnreachable() {
        if (!breaker.isOpen()) {
            return false;
        }
        HikariPoolMXBean started = pool.getHikariPoolMXBean();
        return started == null || started.getIdleConnections() == 0;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    private Connection acquire(boolean probe) throws SQLException {
        permits.acquire();
        try {
            if (!probe && isUnreachable()) {
                throw unreachable();
            }
            Connection connection = borrow();
            breaker.succeeded();
            return ReleasingConnection.wrap(connection, permits);
        } catch (SQLException | RuntimeException | Error failed) {
            permits.release();
            throw failed;
        }
    }

    /** Borrows a connection. Hikari waits for a second only, so that a caller soon notices that the breaker has opened. */
    private Connection borrow() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException timeout) {
                if (breaker.isOpen() || System.nanoTime() - start > maxWait.toNanos()) {
                    throw timeout;
                }
            }
        }
    }

    private SQLTransientConnectionException unreachable() {
        return new SQLTransientConnectionException("The database cannot be reached", "08001", breaker.failure());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("storelatch.connections.waiting", permits, FairSemaphore::waiting)
                .description("Requests that wait for a database connection")
                .register(registry);
    }

    /** Ends the waits that are too long, or all waits if the database cannot be reached. */
    void expire() {
        permits.expire(isUnreachable() ? Duration.ZERO : maxWait);
    }
}
