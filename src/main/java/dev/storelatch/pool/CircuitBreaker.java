package dev.storelatch.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breaker for the connections to the database. It opens when an attempt to connect has failed and no caller has got
 * a connection for a second, and closes with the next success. While it is open, one caller at a time may try.
 */
final class CircuitBreaker {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile long lastSuccess;
    private volatile @Nullable SQLException failure;

    /** @param nanoTime {@link System#nanoTime} */
    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSuccess = nanoTime.getAsLong();
    }

    /** Records that a connection was opened, or borrowed from the pool. */
    void succeeded() {
        lastSuccess = nanoTime.getAsLong();
        if (failure != null) {
            failure = null;
        }
    }

    /** Records that a connection could not be opened. */
    void failed(SQLException reason) {
        failure = reason;
    }

    boolean isOpen() {
        return failure != null && !succeededWithin(GRACE);
    }

    boolean succeededWithin(Duration duration) {
        return nanoTime.getAsLong() - lastSuccess < duration.toNanos();
    }

    /** Returns the reason of the last failed attempt, null if none has failed since the last success. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    /** Permits a caller to try while the circuit breaker is open. It must call {@link #endProbe} afterwards. */
    boolean tryProbe() {
        return probing.compareAndSet(false, true);
    }

    void endProbe() {
        probing.set(false);
    }
}
