package dev.storelatch.federation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the metadata of one provider. They are read when a log-in first needs it, so that an unavailable provider cannot keep this
 * server from starting, and again from time to time. A failure counts for some seconds, so that requests do not wait for an
 * unavailable provider one after the other.
 *
 * @param <T> what is read
 */
final class DiscoveryCache<T> {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofHours(24);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

    private final ReentrantLock reading = new ReentrantLock();
    private final Clock clock;
    private final Supplier<T> source;
    private volatile @Nullable Known<T> known;
    private volatile Instant nextAttempt = Instant.MIN;

    /** @param source reads from the provider, or throws */
    DiscoveryCache(Clock clock, Supplier<T> source) {
        this.clock = clock;
        this.source = source;
    }

    private record Known<T>(T value, Instant readAt) {}

    /**
     * Returns what is known.
     *
     * @throws LoginError.FailedLoginException if it cannot be read
     */
    T get() {
        Instant now = clock.instant();
        Known<T> current = known;
        if (current != null && now.isBefore(current.readAt().plus(LIFETIME))) {
            return current.value();
        }
        boolean isUsable = current != null && now.isBefore(current.readAt().plus(LONGEST_LIFETIME));
        if (current != null && isUsable && (now.isBefore(nextAttempt) || !reading.tryLock())) {
            return current.value();
        }
        if (!isUsable) {
            reading.lock();
        }
        try {
            return read(now, isUsable);
        } finally {
            reading.unlock();
        }
    }

    private T read(Instant now, boolean isUsable) {
        Known<T> current = known;
        if (current != null && now.isBefore(current.readAt().plus(LIFETIME))) {
            return current.value();
        }
        if (now.isBefore(nextAttempt)) {
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        }
        try {
            T value = source.get();
            known = new Known<>(value, now);
            return value;
        } catch (RuntimeException failed) {
            nextAttempt = clock.instant().plus(RETRY_INTERVAL);
            if (current != null && isUsable) {
                return current.value();
            }
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        }
    }
}
