package dev.storelatch.figures;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Counts durations in buckets, four for each power of two of microseconds. Recording one is a division and an increment
 * without contention, so that it can be done for each request.
 */
final class DurationHistogram {

    private static final int PER_POWER = 4;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;

    /** The last bucket has all that takes longer than 19 hours. */
    private static final int BUCKETS = 36 * PER_POWER;

    private final LongAdder[] counts =
            IntStream.range(0, BUCKETS).mapToObj(bucket -> new LongAdder()).toArray(LongAdder[]::new);

    /** Durations since the last call of {@link #drain}. */
    static final class Counts {

        private final long[] byBucket;

        private Counts(long[] byBucket) {
            this.byBucket = byBucket;
        }

        long total() {
            return Arrays.stream(byBucket).sum();
        }

        /** Returns the upper bound of the bucket that this share of the durations does not exceed; empty without any. */
        OptionalDouble quantileMillis(double share) {
            long wanted = (long) Math.ceil(total() * share);
            long seen = 0;
            for (int bucket = 0; bucket < byBucket.length; bucket++) {
                seen += byBucket[bucket];
                if (seen > 0 && seen >= wanted) {
                    return OptionalDouble.of(upperMicros(bucket) / MICROS_PER_MILLI);
                }
            }
            return OptionalDouble.empty();
        }
    }

    void record(long nanos) {
        counts[bucket(nanos / NANOS_PER_MICRO)].increment();
    }

    Counts drain() {
        return new Counts(
                Arrays.stream(counts).mapToLong(LongAdder::sumThenReset).toArray());
    }

    /** The two bits after the highest one tell which quarter of the power's range a number is in. */
    private static int bucket(long micros) {
        long atLeast = Math.max(PER_POWER, micros);
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(atLeast);
        int quarter = (int) (atLeast >> (power - 2)) & (PER_POWER - 1);
        return Math.min(BUCKETS - 1, (power - 2) * PER_POWER + quarter);
    }

    private static double upperMicros(int bucket) {
        int power = bucket / PER_POWER + 2;
        return (1L << power) * (1 + (bucket % PER_POWER + 1) / (double) PER_POWER);
    }
}
