package dev.storelatch.request;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** A warning about a kind of request, which is logged at most once a minute, since anybody can cause it. */
public final class RequestWarning {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Logger log;
    private final Clock clock;
    private final AtomicLong next = new AtomicLong();

    public RequestWarning(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Logs the message, unless one was logged within the last minute. */
    public void log(String message) {
        long now = clock.millis();
        long due = next.get();
        if (now >= due && next.compareAndSet(due, now + INTERVAL.toMillis())) {
            log.warn(message);
        }
    }
}
