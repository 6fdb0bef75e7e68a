package dev.storelatch.database;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Deletes expired rows, in batches of one statement each, and counts those that are left. */
@Component
class ExpiredRowCleanup {

    private static final int BATCH = 1_000;

    private final List<Retention> retentions;
    private final ExpiredRowRepository repository;
    private final OverdueRows overdue;

    ExpiredRowCleanup(List<Retention> retentions, ExpiredRowRepository repository, OverdueRows overdue) {
        this.retentions = retentions;
        this.repository = repository;
        this.overdue = overdue;
    }

    /**
     * Deletes the expired rows of all tables. No further batch is begun once {@code stopping} is true.
     *
     * @throws DataAccessException if those of a table could not be deleted; those of the other tables have been nevertheless
     */
    void deleteExpired(BooleanSupplier stopping) {
        DataAccessException failure = null;
        for (Retention retention : retentions) {
            try {
                delete(retention, stopping);
            } catch (DataAccessException failed) {
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void delete(Retention retention, BooleanSupplier stopping) {
        try {
            int deleted = BATCH;
            while (deleted == BATCH && !stopping.getAsBoolean()) {
                deleted = repository.delete(retention, BATCH);
            }
        } finally {
            overdue.count(retention);
        }
    }
}
