package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.storelatch.core.Failure;
import dev.storelatch.support.BlockedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HashingExecutorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hashed = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void noMoreThanThePermitsRunAtOnce() throws Exception {
        HashingExecutor permits = new HashingExecutor(2, 30, 0, LONG);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(threads.submit(() -> permits.take(() -> {
                int now = running.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                Thread.yield();
                return running.decrementAndGet();
            })));
        }
        for (Future<Integer> each : all) {
            each.get();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whoFindsNoPlaceToWaitIsRefusedAtOnce() throws Exception {
        HashingExecutor permits = new HashingExecutor(1, 2, 0, LONG);
        List<Future<Integer>> accepted = List.of(occupy(permits), occupy(permits), occupy(permits));

        Failure.TooManyRequests refusal =
                catchThrowableOfType(Failure.TooManyRequests.class, () -> permits.take(() -> 0));

        assertThat(refusal).hasMessage("Too many requests at once. Try again later.");
        assertThat(refusal.retryAfter()).isEqualTo(LONG);
        hashed.countDown();
        for (Future<Integer> each : accepted) {
            each.get();
        }
        assertThat(permits.take(() -> 7)).isEqualTo(7);
    }

    @Test
    void whoIsRefusedTogetherWithManyWaitsOnlyForTheirRefusals() throws Exception {
        HashingExecutor permits = new HashingExecutor(1, 0, 100, LONG);
        Future<Integer> accepted = occupy(permits);
        List<Future<Boolean>> refused = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            refused.add(threads.submit(() -> {
                assertThatThrownBy(() -> permits.take(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);
                return true;
            }));
        }
        for (Future<Boolean> each : refused) {
            assertThat(each.get()).isTrue();
        }
        assertThat(accepted).isNotDone();
        hashed.countDown();
        accepted.get();
    }

    @Test
    void whoWaitsTooLongIsRefusedAndLeavesThePlace() throws Exception {
        HashingExecutor permits = new HashingExecutor(1, 1, 0, Duration.ofMillis(50));
        Future<Integer> first = occupy(permits);

        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> permits.take(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        }
        hashed.countDown();
        first.get();
        assertThat(permits.take(() -> 7)).isEqualTo(7);
    }

    @Test
    void whoWaitsLongestIsNext() throws Exception {
        HashingExecutor permits = new HashingExecutor(1, 5, 0, LONG);
        List<Integer> order = new CopyOnWriteArrayList<>();
        occupy(permits);
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(BlockedThreads.start(threads, () -> permits.take(() -> order.add(number))));
        }
        hashed.countDown();
        for (Future<Boolean> each : waiting) {
            each.get();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anInterruptedWaitIsARefusalAndStaysInterrupted() throws Exception {
        HashingExecutor permits = new HashingExecutor(1, 1, 0, LONG);
        occupy(permits);

        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> permits.take(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void aHashThatFailsGivesItsPermitBack() {
        HashingExecutor permits = new HashingExecutor(1, 0, 0, LONG);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> permits.take(() -> {
                        throw new OutOfMemoryError();
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(permits.take(() -> 7)).isEqualTo(7);
    }

    /** Takes a permit, or waits for one, and keeps it until the test lets go. Returns when it has done so. */
    private Future<Integer> occupy(HashingExecutor permits) {
        return BlockedThreads.start(
                threads,
                () -> permits.take(() -> {
                    try {
                        hashed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 0;
                }));
    }
}
