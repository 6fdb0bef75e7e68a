package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hikari's pool behind a fair queue and a circuit breaker. Hikari's own queue is neither fair nor cheap: each wait wakes the
 * thread that adds connections and sets a timer. There are as many permits as connections, so no thread waits in Hikari's
 * queue while the database answers; {@code storelatch.connections.waiting} replaces its metric.
 */
final class FairDataSource extends DelegatingDataSource implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(FairDataSource.class);

    private final HikariDataSource pool;
    private final CircuitBreaker breaker;
    private final FairSemaphore permits;
    private final Duration maxWait;
    private final Duration maxUse;
    private final StatementCounter statements;
    private final @Nullable StatementObserver observer;
    private final LongAdder refused = new LongAdder();
    private final Set<ReleasingConnection> inUse = ConcurrentHashMap.newKeySet();

    /**
     * @param pool waits for a connection for about a second at most
     * @param maxWait the maximum time to wait for a connection while the database can be reached
     * @param observer null if nobody observes statements
     */
    FairDataSource(
            HikariDataSource pool,
            CircuitBreaker breaker,
            Duration maxWait,
            PoolSettings settings,
            StatementCounter statements,
            @Nullable StatementObserver observer) {
        super(pool);
        this.observer = observer;
        this.pool = pool;
        this.breaker = breaker;
        this.permits = new FairSemaphore(pool.getMaximumPoolSize(), settings.maxWaiting());
        this.maxWait = maxWait;
        this.maxUse = settings.maxUse();
        this.statements = statements;
    }

    /**
     * Returns a connection of the pool.
     *
     * @throws SQLTransientConnectionException if no connection became free in time, too many callers wait for one, or the
     *     database cannot be reached
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return get();
        } catch (SQLException failed) {
            refused.increment();
            throw failed;
        }
    }

    private Connection get() throws SQLException {
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
            ReleasingConnection connection = new ReleasingConnection(borrow(), this);
            breaker.succeeded();
            inUse.add(connection);
            return connection.proxy();
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
        FunctionCounter.builder("storelatch.connections.refused", refused, LongAdder::sum)
                .description("Requests that got no database connection")
                .register(registry);
        Gauge.builder("storelatch.database.reachable", this, source -> source.isUnreachable() ? 0 : 1)
                .description("1 if the database can be reached, else 0")
                .register(registry);
    }

    void countStatement() {
        statements.increment();
    }

    /** Returns what the caller who prepares a statement gets. */
    Object observed(PreparedStatement statement, String sql) {
        return observer == null ? statement : observer.observe(statement, sql);
    }

    /** Gives the permit of a closed connection back. */
    void release(ReleasingConnection connection) {
        inUse.remove(connection);
        permits.release();
    }

    /** Removes a connection from the pool as soon as it is not in use. */
    void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    /**
     * Ends the waits that are too long, or all waits if the database cannot be reached, and aborts the connections that have
     * been in use for too long. pgjdbc's {@code socketTimeout} would make a timed wait of each read, which costs a virtual
     * thread a timer.
     */
    void expire() {
        permits.expire(isUnreachable() ? Duration.ZERO : maxWait);
        long latest = System.nanoTime() - maxUse.toNanos();
        inUse.stream().filter(connection -> connection.isInUseSince(latest)).forEach(this::abort);
    }

    private void abort(ReleasingConnection connection) {
        // Is counted as a failure of the database by OutageLogFilter, which logs it once a minute.
        LOG.warn(
                "A connection is closed",
                new SQLTransientConnectionException(
                        "A connection was in use for %d s and is closed".formatted(maxUse.toSeconds())));
        try {
            connection.abort();
        } catch (SQLException e) {
            LOG.debug("The connection is closed already", e);
        }
    }
}
