package dev.storelatch.web;

import dev.storelatch.core.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that the bodies of all requests occupy at the same time. A request reserves memory before it is used
 * and is refused if there is none; it never waits. The last quarter is for small bodies, so that a few large ones cannot
 * keep everybody else from logging in.
 */
final class ByteBudget {

    /** Covers any ordinary log-in or change of a customer. */
    static final long SMALL = 64 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long capacity) {
        this.capacity = capacity;
    }

    /** Returns the number of bytes that are reserved. */
    long used() {
        return used.get();
    }

    /** Opens a reservation of no bytes, which must be closed. */
    Reservation open() {
        return new Reservation();
    }

    /** Memory reserved for one request. It is used by one thread at a time. */
    final class Reservation implements AutoCloseable {

        private long bytes;

        private Reservation() {}

        /**
         * Changes the number of bytes that are reserved.
         *
         * @throws Failure.ServiceUnavailable if there is too little left for more; the reservation stays as it was
         */
        void resizeTo(long total) {
            long more = total - bytes;
            long limit = total <= SMALL ? capacity : capacity - capacity / 4;
            if (used.addAndGet(more) > limit && more > 0) {
                used.addAndGet(-more);
                throw new Failure.ServiceUnavailable("the bodies of all requests occupy too much memory", RETRY_AFTER);
            }
            bytes = total;
        }

        /** Does the same, unless as much is reserved already. */
        void growTo(long total) {
            if (total > bytes) {
                resizeTo(total);
            }
        }

        @Override
        public void close() {
            resizeTo(0);
        }
    }
}
