package dev.storelatch.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {

    private final DurationHistogram histogram = new DurationHistogram();

    @ParameterizedTest
    @ValueSource(
            longs = {5_000, 7_999, 8_000, 999_000, 1_000_000, 1_024_000, 31_000_000, 2_000_000_000, 3_600_000_000_000L})
    void quantileIsAtMostAQuarterTooHigh(long nanos) {
        histogram.record(nanos);

        double millis = nanos / 1e6;
        assertThat(histogram.drain().quantileMillis(0.99).orElseThrow()).isBetween(millis, millis * 1.26);
    }

    @Test
    void slowestHundredthIsLeftOut() {
        IntStream.range(0, 99).forEach(number -> histogram.record(TimeUnit.MILLISECONDS.toNanos(1)));
        histogram.record(TimeUnit.SECONDS.toNanos(10));

        DurationHistogram.Counts counts = histogram.drain();

        assertThat(counts.total()).isEqualTo(100);
        assertThat(counts.quantileMillis(0.99).orElseThrow()).isLessThan(1.3);
        assertThat(counts.quantileMillis(1).orElseThrow()).isGreaterThanOrEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 999, 3_999, Long.MAX_VALUE})
    void everyDurationHasABucket(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.drain().total()).isEqualTo(1);
    }

    @Test
    void drainedDurationsAreForgotten() {
        histogram.record(1_000);
        histogram.drain();

        assertThat(histogram.drain().quantileMillis(0.99)).isEmpty();
    }
}
