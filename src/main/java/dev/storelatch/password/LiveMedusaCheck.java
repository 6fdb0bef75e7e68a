package dev.storelatch.password;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Warns after the start if a Medusa server seems to use the same database, unless a setting says whether it must be able to
 * verify the hashes that are written here. Medusa reads the table {@code staged_job} every three seconds, and nothing else
 * does so repeatedly; PostgreSQL counts that for every role to see.
 */
@Component
class LiveMedusaCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMedusaCheck.class);
    private static final Duration OBSERVATION = Duration.ofSeconds(10);

    /** A backup reads the table once. */
    private static final int READS_OF_MEDUSA = 2;

    private final PasswordSettings settings;
    private final StagedJobRepository stagedJobs;
    private final Duration observation;
    private final Thread thread = new Thread(this::observe, "live-medusa-check");

    @Autowired
    LiveMedusaCheck(PasswordSettings settings, StagedJobRepository stagedJobs) {
        this(settings, stagedJobs, OBSERVATION);
    }

    LiveMedusaCheck(PasswordSettings settings, StagedJobRepository stagedJobs, Duration observation) {
        this.settings = settings;
        this.stagedJobs = stagedJobs;
        this.observation = observation;
        thread.setDaemon(true);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (settings.medusaReadable() == null) {
            thread.start();
        }
    }

    void observe() {
        try {
            long before = stagedJobs.countReads();
            Thread.sleep(observation.toMillis());
            if (stagedJobs.countReads() - before >= READS_OF_MEDUSA) {
                LOG.warn(
                        "A Medusa server seems to use this database, and cannot verify the password of anybody who logs in"
                                + " here. If people log in to Medusa, too, set storelatch.password.medusa-readable=true; if all"
                                + " log-ins are routed to this server, set it to false.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException unavailable) {
            LOG.debug("Cannot tell whether a Medusa server uses this database", unavailable);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
