package dev.storelatch.database;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes expired rows once a minute, in batches of one statement each. The first run is at a random moment, so that
 * servers that were started at the same time do not all delete at once.
 */
@Component
@EnableScheduling
class ExpiredRowCleanup {

    private static final int BATCH = 1_000;

    private final List<Retention> retentions;
    private final ExpiredRowRepository repository;

    ExpiredRowCleanup(List<Retention> retentions, ExpiredRowRepository repository) {
        this.retentions = retentions;
        this.repository = repository;
    }

    @Scheduled(initialDelayString = "${random.int(1,60)}", fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        retentions.forEach(this::sweep);
    }

    private void sweep(Retention retention) {
        int deleted;
        do {
            deleted = repository.delete(retention, BATCH);
        } while (deleted == BATCH);
    }
}
