package dev.storelatch.pool;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * FairSemaphore, given in the order in which they were asked for. A semaphore would do, but for its timed wait: a virtual thread
 * that waits with a time limit costs as much as a statement. Here nobody sets a timer; {@link #expire}, called now and
 * then, ends the waits that are too long.
 */
final class FairSemaphore {

    private record Waiting(CompletableFuture<Boolean> turn, long since) {}

    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int free;

    /**
     * @param turns how many may have one at once
     * @param patience how long anybody waits, up to the next {@link #expire}
     */
    FairSemaphore(int turns, Duration patience) {
        this.free = turns;
        this.patience = patience;
    }

    /**
     * Waits for a turn, which ends with {@link #pass}.
     *
     * @throws SQLTransientConnectionException if it did not come in time
     */
    void take() throws SQLTransientConnectionException {
        CompletableFuture<Boolean> turn;
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return;
            }
            turn = new CompletableFuture<>();
            queue.add(new Waiting(turn, System.nanoTime()));
        } finally {
            lock.unlock();
        }
        if (!turn.join()) {
            throw new SQLTransientConnectionException("All connections are in use, none became free in " + patience);
        }
    }

    void pass() {
        lock.lock();
        try {
            Waiting next = queue.poll();
            if (next == null) {
                free++;
            } else {
                next.turn().complete(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    void expire() {
        long oldest = System.nanoTime() - patience.toNanos();
        lock.lock();
        try {
            for (Waiting first = queue.peek(); first != null && first.since() - oldest <= 0; first = queue.peek()) {
                queue.remove();
                first.turn().complete(false);
            }
        } finally {
            lock.unlock();
        }
    }
}
