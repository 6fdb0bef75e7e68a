package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final SQLException REFUSED = new SQLException("Connection refused", "08001");

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final CircuitBreaker breaker = new CircuitBreaker(nanoTime::get);

    @Test
    void itStaysClosedWithoutAFailure() {
        advance(Duration.ofHours(1));

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void itOpensIfNothingSucceedsForASecondAfterAFailure() {
        breaker.failed(REFUSED);
        assertThat(breaker.isOpen()).isFalse();

        advance(Duration.ofSeconds(1));

        assertThat(breaker.isOpen()).isTrue();
        assertThat((Throwable) breaker.failure()).isSameAs(REFUSED);
    }

    @Test
    void itClosesWithASuccess() {
        breaker.failed(REFUSED);
        advance(Duration.ofSeconds(5));

        breaker.succeeded();

        assertThat(breaker.isOpen()).isFalse();
        advance(Duration.ofSeconds(5));
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void oneCallerAtATimeMayProbe() {
        assertThat(breaker.tryProbe()).isTrue();
        assertThat(breaker.tryProbe()).isFalse();

        breaker.endProbe();

        assertThat(breaker.tryProbe()).isTrue();
    }

    private void advance(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
    }
}
