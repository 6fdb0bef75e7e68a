package dev.storelatch.figures;

import dev.storelatch.core.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes a sample in each interval, and keeps those of the last quarter of an hour in memory. */
@Component
class Figures implements DisposableBean {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int MAX_SAMPLES = 90;
    private static final double SHARE = 0.99;

    private final Meters meters;
    private final RequestDurations requests;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>(MAX_SAMPLES);
    private @Nullable PeriodicTask sampling;

    Figures(Meters meters, RequestDurations requests, Clock clock) {
        this.meters = meters;
        this.requests = requests;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void start() {
        sampling = PeriodicTask.start("figures", INTERVAL, this::sample);
    }

    synchronized void sample() {
        DurationHistogram.Counts durations = requests.drain();
        OptionalDouble p99 = durations.quantileMillis(SHARE);
        if (samples.size() == MAX_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(
                clock.instant(),
                meters.newLogins("success"),
                meters.newLogins("failure"),
                meters.newLogins("refused"),
                durations.total(),
                p99.isPresent() ? p99.getAsDouble() : null,
                meters.gauge("storelatch.hashing.waiting"),
                meters.gauge("storelatch.connections.waiting")));
    }

    /** Returns the samples, oldest first. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public synchronized void destroy() {
        if (sampling != null) {
            sampling.close();
        }
    }
}
