package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.support.BlockedThreads;
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
    void permitsLimitConcurrency() throws Exception {
        FairSemaphore permits = new FairSemaphore(2, Duration.ofMinutes(1));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(threads.submit(() -> {
                permits.acquire();
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                permits.release();
                return 0;
            }));
        }
        for (Future<Integer> each : all) {
            each.get();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void permitsAreGrantedInTheOrderOfTheRequests() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, Duration.ofMinutes(1));
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
        FairSemaphore permits = new FairSemaphore(1, Duration.ZERO);
        permits.acquire();
        Future<Boolean> late = acquiring(permits, () -> {});

        permits.expire();

        assertThatThrownBy(late::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLTransientConnectionException.class);
        permits.release();
        permits.acquire();
    }

    @Test
    void aShorterWaitDoesNotExpire() throws Exception {
        FairSemaphore permits = new FairSemaphore(1, Duration.ofMinutes(1));
        permits.acquire();
        Future<Boolean> waiting = acquiring(permits, () -> {});

        permits.expire();
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
