package dev.storelatch.password;

import dev.storelatch.core.Failure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Lets only so many hashes be computed at once, and only so many wait, the longest first: a flood of log-ins must leave
 * cores and threads to whoever is logged in (ASVS 2.4.1). Whoever waits for a hash may hold no connection, which this
 * checks.
 */
final class HashingPermits {

    private final Semaphore permits;
    private final Semaphore places;
    private final Duration patience;

    /**
     * @param permits how many hashes are computed at once
     * @param waiting how many more can wait
     * @param patience how long each waits at most
     */
    HashingPermits(int permits, int waiting, Duration patience) {
        this.permits = new Semaphore(permits, true);
        this.places = new Semaphore(permits + waiting);
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
        waitForTurn();
        try {
            return hashing.get();
        } finally {
            permits.release();
        }
    }

    private void waitForTurn() {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw tooMany();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw tooMany();
        }
    }

    private Failure tooMany() {
        return new Failure.TooManyRequests("Too many requests at once. Try again later.", patience);
    }
}
