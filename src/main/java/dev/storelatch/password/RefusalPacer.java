package dev.storelatch.password;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the rate of refusals. Refused clients retry at once, and each refusal costs a whole request, so hundreds of such
 * clients would take the cores from all other requests. A refusal is delayed until an interval has passed since the one
 * before; a single refusal is not delayed.
 */
final class RefusalPacer {

    private final long intervalNanos;
    private final long maxDelayNanos;
    private final AtomicLong nextFree = new AtomicLong(System.nanoTime());

    /**
     * @param interval the time between two refusals
     * @param maxDelayed the number of refusals that are delayed at the same time; further ones are not delayed, since each
     *     delayed one occupies a thread
     */
    RefusalPacer(Duration interval, int maxDelayed) {
        this.intervalNanos = interval.toNanos();
        this.maxDelayNanos = this.intervalNanos * maxDelayed;
    }

    /** Returns when the caller's refusal is due. An interrupt ends the delay and stays set. */
    void pace() {
        try {
            TimeUnit.NANOSECONDS.sleep(reserve());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reserves the next free time for a refusal and returns the nanoseconds until then. */
    private long reserve() {
        while (true) {
            long now = System.nanoTime();
            long free = nextFree.get();
            long delay = Math.max(0, free - now);
            if (delay > maxDelayNanos) {
                return 0;
            }
            if (nextFree.compareAndSet(free, now + delay + intervalNanos)) {
                return delay;
            }
        }
    }
}
