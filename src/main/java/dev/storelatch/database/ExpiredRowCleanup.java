package dev.storelatch.database;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Deletes expired rows, in batches of one statement each. */
@Component
class ExpiredRowCleanup {

    private static final int BATCH = 1_000;

    private final List<Retention> retentions;
    private final ExpiredRowRepository repository;

    ExpiredRowCleanup(List<Retention> retentions, ExpiredRowRepository repository) {
        this.retentions = retentions;
        this.repository = repository;
    }

    /** Deletes the expired rows of all tables. No further batch is begun once {@code stopping} is true. */
    void deleteExpired(BooleanSupplier stopping) {
        for (Retention retention : retentions) {
            int deleted = BATCH;
            while (deleted == BATCH && !stopping.getAsBoolean()) {
                deleted = repository.delete(retention, BATCH);
            }
        }
    }
}
