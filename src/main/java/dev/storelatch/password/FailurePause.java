package dev.storelatch.password;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Circuit breaker: after several failures in a row nothing is tried for a while, so that callers do not wait in vain during
 * an outage. The first failure after the pause begins another one.
 */
final class FailurePause {

    private static final int FAILURES = 5;

    private final Duration length;
    private final LongSupplier nanoTime;
    private int failures;
    private long end;

    /** @param nanoTime {@link System#nanoTime} */
    FailurePause(Duration length, LongSupplier nanoTime) {
        this.length = length;
        this.nanoTime = nanoTime;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, FAILURES);
        end = nanoTime.getAsLong() + length.toNanos();
    }

    synchronized boolean isInForce() {
        return failures == FAILURES && nanoTime.getAsLong() - end < 0;
    }
}
