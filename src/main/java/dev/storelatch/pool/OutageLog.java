package dev.storelatch.pool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that the database cannot be reached, at most once a minute, and that it can be reached again. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private Instant nextReport = Instant.MIN;
    private boolean reported;

    OutageLog(CircuitBreaker breaker, Clock clock) {
        this.breaker = breaker;
        this.clock = clock;
    }

    /** Checks the state of the circuit breaker. Is called by one thread only. */
    void check() {
        boolean open = breaker.isOpen();
        if (open && !clock.instant().isBefore(nextReport)) {
            Throwable failure = breaker.failure();
            LOG.warn("The database cannot be reached: {}", failure == null ? "unknown reason" : failure.getMessage());
            nextReport = clock.instant().plus(INTERVAL);
            reported = true;
        } else if (!open && reported) {
            LOG.info("The database can be reached again");
            reported = false;
        }
    }
}
