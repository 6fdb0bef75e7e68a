package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.support.BlockedThreads;
import dev.storelatch.support.ConcurrentCalls;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FairSemaphoreTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void requestWaitsWhenAllPermitsAreInUse() throws Exception {
        FairSemaphore permits = new FairSemaphore(2, 1_000);
        permits.acquire();
        permits.acquire();

        Future<Boolean> third = acquiring(permits, () -> {});

        assertThat(third.isDone()).isFalse();
        assertThat(permits.waiting()).isEqualTo(1);
        permits.release();
        assertThat(third.get()).isTrue();
    }

    /** Each call holds its permit long enough for others to begin, so that a third permit would show. */
    @Test
    void concurrentCallsHoldNoMorePermitsThanThereAre() throws Exception {
        FairSemaphore permits = new FairSemaphore(2, 1_000);
        AtomicInteger holders = new AtomicInteger();

        List<Integer> counts = ConcurrentCalls.run(30, thread -> {
            permits.acquire();
            try {
                int count = holders.incrementAndGet();
                Thread.sleep(5);
                return count;
            } finally {
                holders.decrementAndGet();
                permits.release();
            }
        });

        assertThat(counts).contains(2).isSubsetOf(1, 2);
    }

    @Test
    void permitsAreGrantedInTheOrderOfTheRequests() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, 5);
        List<Integer> order = new CopyOnWriteArrayList<>();
        permits.acquire();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(acquiring(permits, () -> {
                order.add(number);
                permits.release();
            }));
        }
        assertThat(permits.waiting()).isEqualTo(5);
        permits.release();
        for (Future<Boolean> each : waiting) {
            each.get();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void aWaitThatExpiresTakesNoPermit() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, 5);
        permits.acquire();
        Future<Boolean> late = acquiring(permits, () -> {});

        permits.expire(Duration.ZERO);

        assertThatThrownBy(late::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLTransientConnectionException.class);
        permits.release();
        permits.acquire();
    }

    @Test
    void aShorterWaitDoesNotExpire() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, 5);
        permits.acquire();
        Future<Boolean> waiting = acquiring(permits, () -> {});

        permits.expire(Duration.ofMinutes(1));
        permits.release();

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void theNumberOfWaitersIsLimited() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, 1);
        permits.acquire();
        Future<Boolean> waiting = acquiring(permits, () -> {});

        assertThatThrownBy(permits::acquire)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("Too many");

        permits.release();
        assertThat(waiting.get()).isTrue();
    }

    /** Acquires a permit on a thread of its own, and returns when that thread waits. */
    private Future<Boolean> acquiring(FairSemaphore permits, Runnable then) {
        return BlockedThreads.start(threads, () -> {
            permits.acquire();
            then.run();
            return true;
        });
    }
}
