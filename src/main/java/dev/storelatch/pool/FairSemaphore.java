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

    /** PostgreSQL's code for too many connections. */
    private static final String SQL_STATE = "53300";

    private record Waiter(CompletableFuture<Boolean> granted, long since) {}

    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiter> queue = new ArrayDeque<>();
    private int available;

    /**
     * @param permits the number of permits
     * @param maxWaiting the maximum number of waiters
     */
    FairSemaphore(int permits, int maxWaiting) {
        this.available = permits;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Waits for a permit, which must be given back by {@link #release}.
     *
     * @throws SQLTransientConnectionException if there are too many waiters, or the wait was ended by {@link #expire}
     */
    void acquire() throws SQLTransientConnectionException {
        CompletableFuture<Boolean> granted;
        lock.lock();
        try {
            if (available > 0) {
                available--;
                return;
            }
            if (queue.size() >= maxWaiting) {
                throw new SQLTransientConnectionException(
                        "Too many requests wait for a database connection", SQL_STATE);
            }
            granted = new CompletableFuture<>();
            queue.add(new Waiter(granted, System.nanoTime()));
        } finally {
            lock.unlock();
        }
        if (!granted.join()) {
            throw new SQLTransientConnectionException("No database connection became free in time", SQL_STATE);
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

    /** Ends all waits that have lasted for the given time or longer. */
    void expire(Duration maxWait) {
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
