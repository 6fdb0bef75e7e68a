package dev.storelatch.pool;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counting semaphore whose permits are granted in the order of the requests. It has no timed wait, unlike {@link
 * java.util.concurrent.Semaphore}, because a timed wait of a virtual thread costs as much as an SQL statement. Instead,
 * {@link #expire} is called periodically and ends the waits that are too long.
 */
final class FairSemaphore {

    private record Waiter(CompletableFuture<Boolean> granted, long since) {}

    private final Duration maxWait;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiter> queue = new ArrayDeque<>();
    private int available;

    /**
     * @param permits the number of permits
     * @param maxWait the time after which a wait ends at the next {@link #expire}
     */
    FairSemaphore(int permits, Duration maxWait) {
        this.available = permits;
        this.maxWait = maxWait;
    }

    /**
     * Waits for a permit, which must be given back by {@link #release}.
     *
     * @throws SQLTransientConnectionException if none was granted in time
     */
    void acquire() throws SQLTransientConnectionException {
        CompletableFuture<Boolean> granted;
        lock.lock();
        try {
            if (available > 0) {
                available--;
                return;
            }
            granted = new CompletableFuture<>();
            queue.add(new Waiter(granted, System.nanoTime()));
        } finally {
            lock.unlock();
        }
        if (!granted.join()) {
            throw new SQLTransientConnectionException(
                    "All database connections are in use, and none became free within " + maxWait);
        }
    }

    /** Gives a permit back, and grants it to the first waiter. */
    void release() {
        lock.lock();
        try {
            Waiter next = queue.poll();
            if (next == null) {
                available++;
            } else {
                next.granted().complete(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of waiters. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits that have reached the maximum. */
    void expire() {
        long latest = System.nanoTime() - maxWait.toNanos();
        lock.lock();
        try {
            for (Waiter first = queue.peek(); first != null && first.since() - latest <= 0; first = queue.peek()) {
                queue.remove();
                first.granted().complete(false);
            }
        } finally {
            lock.unlock();
        }
    }
}
