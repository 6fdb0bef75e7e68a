package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.BlockedThreads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times are only compared with lower bounds, which a busy machine cannot break. */
@Timeout(30)
class RefusalPacerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aSingleRefusalIsNotDelayed() {
        new RefusalPacer(LONG, 10).pace();
    }

    @Test
    void refusalsAreSeparatedByTheInterval() {
        Duration interval = Duration.ofMillis(20);
        RefusalPacer pacer = new RefusalPacer(interval, 10);
        long start = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            pacer.pace();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(interval.multipliedBy(5));
    }

    @Test
    void simultaneousRefusalsAreAnIntervalApartToo() throws Exception {
        Duration interval = Duration.ofMillis(20);
        RefusalPacer pacer = new RefusalPacer(interval, 10);
        long start = System.nanoTime();
        Future<?>[] refusals = new Future<?>[6];
        for (int i = 0; i < refusals.length; i++) {
            refusals[i] = threads.submit(pacer::pace);
        }
        for (Future<?> refusal : refusals) {
            refusal.get();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(interval.multipliedBy(5));
    }

    @Test
    void noMoreThanTheMaximumAreDelayedAtOnce() {
        RefusalPacer pacer = new RefusalPacer(LONG, 2);
        pacer.pace();
        Future<Boolean> first = delayed(pacer);
        Future<Boolean> second = delayed(pacer);

        pacer.pace();
        pacer.pace();

        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void aMaximumOfZeroDelaysNoRefusal() {
        RefusalPacer pacer = new RefusalPacer(LONG, 0);
        for (int i = 0; i < 3; i++) {
            pacer.pace();
        }
    }

    @Test
    void anInterruptEndsTheDelayAndStaysSet() throws Exception {
        RefusalPacer pacer = new RefusalPacer(LONG, 1);
        pacer.pace();
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            pacer.pace();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted.get()).isTrue();
    }

    private Future<Boolean> delayed(RefusalPacer pacer) {
        return BlockedThreads.start(threads, () -> {
            pacer.pace();
            return true;
        });
    }
}
