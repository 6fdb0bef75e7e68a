package dev.storelatch.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Measures how soon this server refuses a session that has ended: it creates one, ends it, and reads it as a request does
 * until it is gone. The session holds no account, so it logs nobody in, and leaves no trace in Medusa's tables, the audit log
 * or the counters of log-ins. If the server is killed in between, the row is deleted with the expired ones.
 */
@Component
class RevocationProbe {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationProbe.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int MAX_READS = 500;

    private final StoredSessions sessions;
    private final SessionDetailRepository repository;
    private final Counter immediate;
    private final Counter late;
    private final Counter failed;
    private final Counter lateRequests;
    private volatile double delaySeconds = Double.NaN;

    RevocationProbe(StoredSessions sessions, SessionDetailRepository repository, MeterRegistry registry) {
        this.sessions = sessions;
        this.repository = repository;
        this.immediate = probes(registry, "immediate");
        this.late = probes(registry, "late");
        this.failed = probes(registry, "failed");
        this.lateRequests = Counter.builder("storelatch.revocation.late.requests")
                .description("Reads by the probe that still found a session after it had ended")
                .register(registry);
        Gauge.builder("storelatch.revocation.delay", () -> delaySeconds)
                .description("Time from the end of the last probe's session until this server had read that it is gone")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Measures once. */
    void run() {
        try {
            String id = SessionIds.storedForm(sessions.createWithoutAccount());
            boolean found = sessions.find(id).isPresent();
            repository.delete(id);
            if (found) {
                measure(id);
            } else {
                failed.increment();
            }
        } catch (RuntimeException failure) {
            failed.increment();
            LOG.warn("The revocation of sessions could not be measured", failure);
        }
    }

    private void measure(String id) {
        long ended = System.nanoTime();
        int reads = 0;
        while (reads < MAX_READS && sessions.find(id).isPresent()) {
            reads++;
            pause();
        }
        Duration delay = Duration.ofNanos(System.nanoTime() - ended);
        delaySeconds = delay.toNanos() / 1e9;
        lateRequests.increment(reads);
        if (reads == 0) {
            immediate.increment();
        } else {
            late.increment();
            LOG.error("A session was accepted for {} ms after it had ended", delay.toMillis());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Counter probes(MeterRegistry registry, String outcome) {
        return Counter.builder("storelatch.revocation.probes")
                .description("Sessions that were ended to measure how soon this server refuses them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
