package dev.storelatch.database;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes the rows that mean nothing any more, once a minute, first at a random moment so that replicas do not all come
 * at once. Each batch is a statement of its own, served by the table's index, which passes over the rows that another
 * request or replica has in use: nobody waits for it.
 */
@Component
@EnableScheduling
class ExpiredRowCleanup {

    private static final int BATCH = 1_000;

    private final List<Retention> retentions;
    private final JdbcClient jdbc;

    ExpiredRowCleanup(List<Retention> retentions, JdbcClient jdbc) {
        this.retentions = retentions;
        this.jdbc = jdbc;
    }

    @Scheduled(initialDelayString = "${random.int(1,60)}", fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        retentions.forEach(this::sweep);
    }

    private void sweep(Retention retention) {
        Instant cutoff = retention.cutoff().get();
        Object past = retention.unit() == Retention.Unit.EPOCH_MILLIS
                ? cutoff.toEpochMilli()
                : cutoff.atOffset(ZoneOffset.UTC);
        int deleted;
        do {
            deleted = jdbc.sql("""
                    delete from storelatch.%1$s
                    where %2$s = any (array(
                        select %2$s from storelatch.%1$s
                        where %3$s < :past
                        order by %3$s
                        limit :batch
                        for update skip locked))
                    """.formatted(retention.table(), retention.key(), retention.column()))
                    .param("past", past)
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
