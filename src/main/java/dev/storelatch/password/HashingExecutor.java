package dev.storelatch.password;

import dev.storelatch.core.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Lets only so many hashes be computed at once, and only so many wait, the longest first: a flood of log-ins must leave
 * cores and threads to whoever is logged in (ASVS 2.4.1). Hashes have threads of their own, because one on a virtual
 * thread keeps the carrier from all others for as long as it takes. Whoever waits for a hash may hold no connection,
 * which this checks.
 */
final class HashingExecutor {

    /** Between two refusals: a thousand a second leave the cores to others. */
    private static final Duration PACE = Duration.ofMillis(1);

    private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

    private final ExecutorService threads;
    private final Semaphore places;
    private final Semaphore refusals = new Semaphore(1, true);
    private final int refusedInLine;

    /** Guarded by {@link #refusals}. */
    private long lastRefusal = System.nanoTime() - PACE.toNanos();

    private final Duration patience;

    /**
     * @param permits how many hashes are computed at once
     * @param waiting how many more can wait
     * @param refusedInLine how many refusals can wait for one another; beyond that they are given as they come
     * @param patience how long each waits for its hash to begin
     */
    HashingExecutor(int permits, int waiting, int refusedInLine, Duration patience) {
        this.threads = threads(permits);
        this.places = new Semaphore(permits + waiting);
        this.refusedInLine = refusedInLine;
        this.patience = patience;
    }

    /**
     * What the hashing gives, once it has its turn.
     *
     * @throws Failure.TooManyRequests if too many wait already, or the wait was too long
     */
    <T> T take(Supplier<T> hashing) {
        enter();
        try {
            return inTurn(hashing);
        } finally {
            leave();
        }
    }

    /**
     * Takes a place among those who hash and wait, until {@link #leave}.
     *
     * @throws Failure.TooManyRequests if there is none
     */
    void enter() {
        if (!places.tryAcquire()) {
            standInLine();
            throw tooMany();
        }
    }

    void leave() {
        places.release();
    }

    /**
     * What the hashing gives, for somebody who has a place.
     *
     * @throws Failure.TooManyRequests if the wait was too long
     */
    <T> T inTurn(Supplier<T> hashing) {
        Assert.state(
                !TransactionSynchronizationManager.isSynchronizationActive(),
                "passwords are hashed outside of a transaction");
        Turn<T> turn = new Turn<>(hashing);
        threads.execute(turn);
        try {
            return turn.await();
        } catch (InterruptedException stopping) {
            turn.giveUp();
            Thread.currentThread().interrupt();
            throw tooMany();
        } catch (ExecutionException failed) {
            ReflectionUtils.rethrowRuntimeException(failed.getCause());
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Whoever is refused asks again at once, and hundreds who do would take the cores from everybody else. A refusal that
     * follows no other is given without delay.
     */
    private void standInLine() {
        if (refusals.getQueueLength() >= refusedInLine) {
            return;
        }
        try {
            refusals.acquire();
            try {
                if (System.nanoTime() - lastRefusal < PACE.toNanos()) {
                    Thread.sleep(PACE.toMillis());
                }
                lastRefusal = System.nanoTime();
            } finally {
                refusals.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Failure tooMany() {
        return new Failure.TooManyRequests("Too many requests at once. Try again later.", patience);
    }

    /** They end when there is nothing to do. */
    private static ExecutorService threads(int permits) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                permits,
                permits,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(work, "hashing"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** One hash: either it begins, or its owner gives it up before. */
    private final class Turn<T> extends FutureTask<T> {

        private final AtomicBoolean decided = new AtomicBoolean();

        Turn(Supplier<T> hashing) {
            super(hashing::get);
        }

        @Override
        public void run() {
            if (decided.compareAndSet(false, true)) {
                super.run();
            }
        }

        boolean giveUp() {
            return decided.compareAndSet(false, true);
        }

        T await() throws InterruptedException, ExecutionException {
            try {
                return get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                if (giveUp()) {
                    throw tooMany();
                }
                return get();
            }
        }
    }
}
