package dev.storelatch.database;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL on the tables that a {@link Retention} names. */
@Repository
class ExpiredRowRepository {

    private final JdbcClient jdbc;

    ExpiredRowRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deletes the oldest expired rows. Skips rows that are locked, so that it waits for no request and no other server.
     *
     * @param limit the largest number of rows to delete
     * @return the number of deleted rows
     */
    int delete(Retention retention, int limit) {
        return jdbc.sql("""
                delete from storelatch.%1$s
                where %2$s = any (array(
                    select %2$s from storelatch.%1$s
                    where %3$s < :past
                    order by %3$s
                    limit :batch
                    for update skip locked))
                """.formatted(retention.table(), retention.key(), retention.column()))
                .param("past", past(retention))
                .param("batch", limit)
                .update();
    }

    /** Returns the number of expired rows, but at most {@code limit}. */
    int countExpired(Retention retention, int limit) {
        return jdbc.sql("""
                select count(*) from (select from storelatch.%s where %s < :past limit :most) expired
                """.formatted(retention.table(), retention.column()))
                .param("past", past(retention))
                .param("most", limit)
                .query(Integer.class)
                .single();
    }

    private static Object past(Retention retention) {
        Instant cutoff = retention.cutoff().get();
        return retention.unit() == Retention.Unit.EPOCH_MILLIS
                ? cutoff.toEpochMilli()
                : cutoff.atOffset(ZoneOffset.UTC);
    }

    /** Returns PostgreSQL's estimate of the rows in a table, which takes no scan and lags by some seconds. */
    long estimate(String table) {
        return jdbc.sql("select pg_stat_get_live_tuples(('storelatch.' || :table)::regclass)")
                .param("table", table)
                .query(Long.class)
                .single();
    }
}
