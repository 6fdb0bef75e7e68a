package dev.storelatch.command;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports how far long work has come: the rows done, their rate and the time left, in a line every few seconds. Work that
 * takes less time reports nothing.
 */
public final class Progress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final String label;
    private final long total;
    private final Consumer<String> out;
    private final LongSupplier nanoTime;
    private final long start;

    private long done;
    private long reported;

    /**
     * @param label what the rows are, such as the name of their table
     * @param total the expected number of rows, which others may change meanwhile
     */
    public Progress(String label, long total, Consumer<String> out) {
        this(label, total, out, System::nanoTime);
    }

    Progress(String label, long total, Consumer<String> out, LongSupplier nanoTime) {
        this.label = label;
        this.total = total;
        this.out = out;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.reported = start;
    }

    /** Adds rows that are done. */
    public void add(long rows) {
        done += rows;
        long now = nanoTime.getAsLong();
        if (now - reported >= INTERVAL_NANOS && done > 0) {
            reported = now;
            double seconds = (now - start) / NANOS_PER_SECOND;
            double rate = done / seconds;
            long left = Math.round(Math.max(0, total - done) / rate);
            out.accept(
                    "%s: %d of %d, %d a second, %s left".formatted(label, done, total, Math.round(rate), text(left)));
        }
    }

    private static String text(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
