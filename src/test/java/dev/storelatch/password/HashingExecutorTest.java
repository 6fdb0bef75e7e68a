package dev.storelatch.password;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HashingExecutorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        threads.shutdownNow();
    }

    @Test
    void asManyHashesRunAtOnceAsThereArePermitsAndNoMore() throws Exception {
        HashingExecutor executor = executor(2, 30, LONG);
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch three = new CountDownLatch(3);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(BlockedThreads.start(
                    threads,
                    () -> executor.run(() -> {
                        two.countDown();
                        three.countDown();
                        awaitRelease();
                        return 0;
                    })));
        }

        two.await();
        assertThat(three.await(300, MILLISECONDS))
                .as("a third hash begins beside the two")
                .isFalse();
        released.countDown();
        for (Future<Integer> each : all) {
            each.get();
        }
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        HashingExecutor executor = executor(1, 2, LONG);
        List<Future<Integer>> accepted = List.of(occupy(executor), occupy(executor), occupy(executor));

        Failure.TooManyRequests refusal =
                catchThrowableOfType(Failure.TooManyRequests.class, () -> executor.run(() -> 0));

        assertThat(refusal).hasMessage("Too many requests at once. Try again later.");
        assertThat(refusal.retryAfter()).isEqualTo(LONG);
        released.countDown();
        for (Future<Integer> each : accepted) {
            each.get();
        }
        assertThat(executor.run(() -> 7)).isEqualTo(7);
    }

    @Test
    void anAdmissionKeepsItsPlaceUntilItIsClosed() {
        HashingExecutor executor = executor(1, 0, LONG);
        try (HashingExecutor.Admission admission = executor.admit(() -> false)) {
            assertThat(admission.run(() -> 1)).isEqualTo(1);
            assertThatThrownBy(() -> executor.admit(() -> false)).isInstanceOf(Failure.TooManyRequests.class);
            assertThat(admission.run(() -> 2)).isEqualTo(2);
        }
        assertThat(executor.run(() -> 3)).isEqualTo(3);
    }

    /** Strangers who fill the queue do not keep those out who have reserved places. */
    @Test
    void aQuarterMoreIsReserved() throws Exception {
        HashingExecutor executor = executor(1, 8, LONG);
        for (int i = 0; i < 9; i++) {
            occupy(executor);
        }

        assertThatThrownBy(() -> executor.requirePlace(() -> false)).isInstanceOf(Failure.TooManyRequests.class);
        executor.requirePlace(() -> true);
        try (HashingExecutor.Admission first = executor.admit(() -> true);
                HashingExecutor.Admission second = executor.admit(() -> true)) {
            assertThatThrownBy(() -> executor.requirePlace(() -> true)).isInstanceOf(Failure.TooManyRequests.class);
            assertThatThrownBy(() -> executor.admit(() -> true)).isInstanceOf(Failure.TooManyRequests.class);
        }
        executor.admit(() -> true).close();
    }

    @Test
    void refusalsArePaced() throws Exception {
        HashingExecutor executor = new HashingExecutor(1, 0, LONG, new RefusalPacer(Duration.ofHours(1), 10));
        occupy(executor);
        assertThatThrownBy(() -> executor.run(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);

        Future<Integer> second = BlockedThreads.start(threads, () -> executor.run(() -> 0));

        assertThat(second).isNotDone();
    }

    @Test
    void aWaitThatIsTooLongIsRefusedAndLeavesTheQueue() throws Exception {
        HashingExecutor executor = executor(1, 1, Duration.ofMillis(50));
        Future<Integer> first = occupy(executor);

        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> executor.run(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        }
        released.countDown();
        first.get();
        assertThat(executor.run(() -> 7)).isEqualTo(7);
    }

    @Test
    void hashesRunInTheOrderOfArrival() throws Exception {
        HashingExecutor executor = executor(1, 5, LONG);
        List<Integer> order = new CopyOnWriteArrayList<>();
        occupy(executor);
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(BlockedThreads.start(threads, () -> executor.run(() -> order.add(number))));
        }
        released.countDown();
        for (Future<Boolean> each : waiting) {
            each.get();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anInterruptedWaitIsARefusalAndStaysInterrupted() throws Exception {
        HashingExecutor executor = executor(1, 1, LONG);
        occupy(executor);

        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> executor.run(() -> 0)).isInstanceOf(Failure.TooManyRequests.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void aHashThatFailsGivesItsPermitBack() {
        HashingExecutor executor = executor(1, 0, LONG);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> executor.run(() -> {
                        throw new OutOfMemoryError();
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(executor.run(() -> 7)).isEqualTo(7);
    }

    private static HashingExecutor executor(int permits, int maxWaiting, Duration maxWait) {
        return new HashingExecutor(permits, maxWaiting, maxWait, new RefusalPacer(Duration.ZERO, 0));
    }

    /** Takes a permit, or waits for one, and keeps it until the test releases it. Returns when it has done so. */
    private Future<Integer> occupy(HashingExecutor executor) {
        return BlockedThreads.start(
                threads,
                () -> executor.run(() -> {
                    awaitRelease();
                    return 0;
                }));
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
