package dev.storelatch.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the database is unavailable, at most once a minute, and that it can be reached again. It speaks for all other
 * loggers, whose reports of the same outage {@link OutageLogFilter} passes to {@link #add}.
 */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable SQLException> added = new AtomicReference<>();
    private @Nullable Long lastReport;
    private boolean unreachable;

    /** @param nanoTime {@link System#nanoTime}, since the wall clock may be set back during an outage */
    OutageLog(CircuitBreaker breaker, LongSupplier nanoTime) {
        this.breaker = breaker;
        this.nanoTime = nanoTime;
    }

    /** Adds a failure for the next report. */
    void add(SQLException failure) {
        added.set(failure);
    }

    /** Reports what there is. Is called periodically, by one thread only. */
    void check() {
        boolean open = breaker.isOpen();
        if (unreachable && !open) {
            LOG.info("The database can be reached again");
            added.set(null);
        }
        unreachable = open;
        SQLException failure = open ? breaker.failure() : added.get();
        if (failure != null && isDue()) {
            LOG.warn(
                    "{}: {}",
                    open ? "The database cannot be reached" : "Requests to the database fail",
                    failure.getMessage());
            lastReport = nanoTime.getAsLong();
            added.set(null);
        }
    }

    private boolean isDue() {
        return lastReport == null || nanoTime.getAsLong() - lastReport >= INTERVAL.toNanos();
    }
}
