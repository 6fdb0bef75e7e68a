package dev.storelatch.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

    private static final Duration INTERVAL = Duration.ofMillis(1);

    @Test
    void taskRunsAgainAfterFailure() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        try (PeriodicTask task = PeriodicTask.start("failing", INTERVAL, () -> {
            runs.countDown();
            throw new IllegalStateException("This failure is part of the test");
        })) {
            assertTrue(runs.await(30, TimeUnit.SECONDS), "runs left: " + runs.getCount());
        }
    }

    @Test
    void stuckTaskDelaysNoOtherOneAndIsInterruptedWhenClosed() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(3);
        PeriodicTask task = PeriodicTask.start("stuck", INTERVAL, () -> {
            stuck.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
                interrupted.countDown();
            }
        });
        assertTrue(stuck.await(30, TimeUnit.SECONDS));
        try (PeriodicTask other = PeriodicTask.start("other", INTERVAL, runs::countDown)) {
            assertTrue(runs.await(30, TimeUnit.SECONDS), "runs left: " + runs.getCount());
        }
        task.close();
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    }
}
