package dev.storelatch.password;

import dev.storelatch.core.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Computes a bounded number of hashes at once, in the order of arrival, with a bounded queue: a flood of log-ins must leave
 * cores and threads to all other requests (ASVS 2.4.1). It has threads of its own, because a hash on a virtual thread
 * occupies the carrier for as long as it takes. A caller may not hold a transaction, and with it a database connection,
 * while it waits.
 */
final class HashingExecutor {

    private static final Duration IDLE_THREAD_TIMEOUT = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;
    private final Semaphore admissions;
    private final Semaphore reserved;
    private final Duration maxWait;
    private final RefusalPacer refusals;
    private final LongAdder refusedByQueue = new LongAdder();
    private final LongAdder refusedByWait = new LongAdder();
    private volatile @Nullable Long lastRefusalNanos;

    /**
     * @param permits the number of hashes that are computed at once
     * @param maxWaiting the number of further hashes that wait; a quarter as many are admitted beyond that if they may use
     *     reserved places
     * @param maxWait the time that a hash waits at most until it begins
     */
    HashingExecutor(int permits, int maxWaiting, Duration maxWait, RefusalPacer refusals) {
        this.threads = threads(permits);
        this.admissions = new Semaphore(permits + maxWaiting);
        this.reserved = new Semaphore(Math.max(1, maxWaiting / 4));
        this.maxWait = maxWait;
        this.refusals = refusals;
    }

    /** Permission to compute hashes, one after the other. Closing it admits the next caller. */
    final class Admission implements AutoCloseable {

        private final Semaphore place;

        private Admission(Semaphore place) {
            this.place = place;
        }

        /**
         * Computes on one of the hashing threads and returns the result.
         *
         * @throws Failure.TooManyRequests if the wait was too long; nothing was computed then
         */
        <T> T run(Supplier<T> hashing) {
            return compute(hashing);
        }

        @Override
        public void close() {
            place.release();
        }
    }

    /**
     * Refuses a caller whom {@link #admit} would refuse now, before any other work is done for it.
     *
     * @param mayUseReserved as for {@link #admit}
     * @throws Failure.TooManyRequests if the queue is full
     */
    void requirePlace(BooleanSupplier mayUseReserved) {
        if (admissions.availablePermits() == 0
                && (reserved.availablePermits() == 0 || !mayUseReserved.getAsBoolean())) {
            throw refuse();
        }
    }

    /**
     * Admits the caller to the queue, until the admission is closed.
     *
     * @param mayUseReserved is asked only if the other places are taken
     * @throws Failure.TooManyRequests if the queue is full
     */
    Admission admit(BooleanSupplier mayUseReserved) {
        if (admissions.tryAcquire()) {
            return new Admission(admissions);
        }
        if (mayUseReserved.getAsBoolean() && reserved.tryAcquire()) {
            return new Admission(reserved);
        }
        throw refuse();
    }

    private Failure refuse() {
        refusals.pace();
        refusedByQueue.increment();
        return tooManyRequests();
    }

    /**
     * Computes one hash: {@link #admit} and {@link Admission#run} together.
     *
     * @throws Failure.TooManyRequests if the queue is full or the wait was too long
     */
    <T> T run(Supplier<T> hashing) {
        try (Admission admission = admit(() -> false)) {
            return admission.run(hashing);
        }
    }

    private <T> T compute(Supplier<T> hashing) {
        Assert.state(
                !TransactionSynchronizationManager.isSynchronizationActive(),
                "passwords are hashed outside of a transaction");
        HashingTask<T> task = new HashingTask<>(hashing);
        threads.execute(task);
        try {
            return await(task);
        } catch (InterruptedException stopping) {
            task.cancelUnstarted();
            Thread.currentThread().interrupt();
            throw tooManyRequests();
        } catch (ExecutionException failed) {
            ReflectionUtils.rethrowRuntimeException(failed.getCause());
            throw new IllegalStateException(failed);
        }
    }

    private <T> T await(HashingTask<T> task) throws InterruptedException, ExecutionException {
        try {
            return task.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            if (task.cancelUnstarted()) {
                threads.remove(task);
                refusedByWait.increment();
                throw tooManyRequests();
            }
            return task.get();
        }
    }

    /** Returns the number of hashes that are computed now. */
    int running() {
        return threads.getActiveCount();
    }

    /** Returns the number of hashes that wait for one of the threads. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Returns the number of callers that were refused because the queue was full. */
    long refusedByQueue() {
        return refusedByQueue.sum();
    }

    /** Returns the number of callers that were refused because the wait was too long. */
    long refusedByWait() {
        return refusedByWait.sum();
    }

    /** Returns the time since the last refusal; empty if there was none. */
    Optional<Duration> sinceLastRefusal() {
        return Optional.ofNullable(lastRefusalNanos).map(time -> Duration.ofNanos(System.nanoTime() - time));
    }

    private Failure tooManyRequests() {
        lastRefusalNanos = System.nanoTime();
        return new Failure.TooManyRequests("Too many requests at once. Try again later.", maxWait);
    }

    private static ThreadPoolExecutor threads(int permits) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                permits,
                permits,
                IDLE_THREAD_TIMEOUT.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(work, "hashing"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** A hash that either starts or is cancelled before; {@link FutureTask#cancel} does not report which. */
    private static final class HashingTask<T> extends FutureTask<T> {

        private final AtomicBoolean decided = new AtomicBoolean();

        HashingTask(Supplier<T> hashing) {
            super(hashing::get);
        }

        @Override
        public void run() {
            if (decided.compareAndSet(false, true)) {
                super.run();
            }
        }

        boolean cancelUnstarted() {
            return decided.compareAndSet(false, true);
        }
    }
}
