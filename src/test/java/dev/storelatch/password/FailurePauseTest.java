package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailurePauseTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);
    private final FailurePause pause = new FailurePause(Duration.ofNanos(100), nanoTime::get);

    @Test
    void fiveFailuresInARowBeginAPause() {
        fail(4);
        assertThat(pause.isInForce()).isFalse();

        fail(1);

        assertThat(pause.isInForce()).isTrue();
    }

    @Test
    void aSuccessInBetweenPreventsIt() {
        fail(4);
        pause.succeeded();
        fail(4);

        assertThat(pause.isInForce()).isFalse();
    }

    @Test
    void aPauseEndsAndTheNextFailureBeginsAnother() {
        fail(5);
        nanoTime.addAndGet(99);
        assertThat(pause.isInForce()).isTrue();
        nanoTime.addAndGet(1);
        assertThat(pause.isInForce()).isFalse();

        fail(1);

        assertThat(pause.isInForce()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            pause.failed();
        }
    }
}
