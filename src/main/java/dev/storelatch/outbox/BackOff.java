package dev.storelatch.outbox;

import java.security.SecureRandom;
import java.time.Duration;

/** Exponential back-off with jitter, up to an hour. */
final class BackOff {

    private static final Duration MAX = Duration.ofHours(1);

    /** Limit of the exponent: a retry interval of 10 ms, the shortest, reaches the maximum with fewer doublings. */
    private static final int MAX_DOUBLINGS = 20;

    private final Duration first;
    private final SecureRandom random = new SecureRandom();

    /** @param first delay after the first failed attempt */
    BackOff(Duration first) {
        this.first = first;
    }

    /**
     * Returns the delay before the next attempt, with up to a quarter more, so that messages that failed together are not
     * sent together again.
     *
     * @param failedAttempts number of failed attempts, at least 1
     * @param atLeast delay that the receiver asks for; at most an hour of it counts
     */
    Duration delay(int failedAttempts, Duration atLeast) {
        Duration doubled = first.multipliedBy(1L << Math.min(failedAttempts - 1, MAX_DOUBLINGS));
        long millis = Math.max(min(doubled, MAX).toMillis(), min(atLeast, MAX).toMillis());
        return Duration.ofMillis(millis + random.nextLong(millis / 4 + 1));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
