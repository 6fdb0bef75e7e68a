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
    void noMoreThanTheTurnsAreTakenAtOnce() throws Exception {
        FairSemaphore turns = new FairSemaphore(2, Duration.ofMinutes(1));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(threads.submit(() -> {
                turns.take();
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                turns.pass();
                return 0;
            }));
        }
        for (Future<Integer> each : all) {
            each.get();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whoAskedFirstIsNext() throws Exception {
        FairSemaphore turns = new FairSemaphore(1, Duration.ofMinutes(1));
        List<Integer> order = new CopyOnWriteArrayList<>();
        turns.take();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(asking(turns, () -> {
                order.add(number);
                turns.pass();
            }));
        }
        assertThat(turns.waiting()).isEqualTo(5);
        turns.pass();
        for (Future<Boolean> each : waiting) {
            each.get();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whoWaitsTooLongGetsNoTurnAndCostsNone() throws Exception {
        FairSemaphore turns = new FairSemaphore(1, Duration.ZERO);
        turns.take();
        Future<Boolean> late = asking(turns, () -> {});

        turns.expire();

        assertThatThrownBy(late::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLTransientConnectionException.class);
        turns.pass();
        turns.take();
    }

    @Test
    void whoHasWaitedLessStays() throws Exception {
        FairSemaphore turns = new FairSemaphore(1, Duration.ofMinutes(1));
        turns.take();
        Future<Boolean> waiting = asking(turns, () -> {});

        turns.expire();
        turns.pass();

        assertThat(waiting.get()).isTrue();
    }

    /** Asks for a turn on a thread of its own, and returns when it waits. */
    private Future<Boolean> asking(FairSemaphore turns, Runnable then) {
        return BlockedThreads.start(threads, () -> {
            turns.take();
            then.run();
            return true;
        });
    }
}
