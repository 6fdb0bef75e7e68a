package dev.storelatch.figures;

import org.springframework.stereotype.Component;

/** The durations of all requests, which the web layer records. */
@Component
public class RequestDurations {

    private final DurationHistogram histogram = new DurationHistogram();

    RequestDurations() {}

    /** Records a request that was answered. Costs an increment without contention. */
    public void record(long nanos) {
        histogram.record(nanos);
    }

    DurationHistogram.Counts drain() {
        return histogram.drain();
    }
}
