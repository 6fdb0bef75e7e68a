package dev.storelatch.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code throttle}. Each method is one statement, which locks several rows in the order of their keys. */
@Repository
class ThrottleRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    ThrottleRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns a repository for maintenance commands, which take the time of the database for all that they read and write. */
    static ThrottleRepository atTimeOfDatabase(JdbcClient jdbc) {
        OffsetDateTime now =
                jdbc.sql("select now()").query(OffsetDateTime.class).single();
        return new ThrottleRepository(jdbc, Clock.fixed(now.toInstant(), ZoneOffset.UTC));
    }

    /**
     * Takes one from each budget, or from none if one of them is empty. The row locks serialize concurrent attempts.
     *
     * @return how long to wait until the next attempt passes; zero if this one did
     */
    Duration consume(List<Limit> limits) {
        long micros = jdbc.sql("select storelatch.consume_budgets(:keys, :sizes, :millis, :now)")
                .param("keys", keys(limits))
                .param("sizes", sizes(limits))
                .param("millis", millis(limits))
                .param("now", now())
                .query(Long.class)
                .single();
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /** Returns how long the next attempt has to wait for each of the budgets that has a row, as {@link #consume} would. */
    List<Duration> waits(List<Limit> limits) {
        return jdbc.sql("""
                        select greatest(0, extract(epoch from least(t.full_at - b.latest, b.one)) * 1000000)::bigint
                        from (select u.key, u.millis * interval '1 millisecond' as one,
                                     :now + (u.size - 1) * u.millis * interval '1 millisecond' as latest
                              from unnest(:keys, :sizes, :millis) as u (key, size, millis)) b
                        join storelatch.throttle t on t.key = b.key
                        """)
                .param("keys", keys(limits))
                .param("sizes", sizes(limits))
                .param("millis", millis(limits))
                .param("now", now())
                .query((row, number) -> Duration.of(row.getLong(1), ChronoUnit.MICROS))
                .list();
    }

    /** Fills some budgets, and gives one back that was taken from each of the others. */
    void refund(List<Limit> filled, List<Limit> refunded) {
        List<Limit> limits = Stream.concat(filled.stream(), refunded.stream()).toList();
        Long[] millis = new Long[limits.size()];
        System.arraycopy(millis(refunded), 0, millis, filled.size(), refunded.size());
        jdbc.sql("select from storelatch.refund_budgets(:keys, :millis)")
                .param("keys", keys(limits))
                .param("millis", millis)
                .query((row, number) -> number)
                .list();
    }

    /** PostgreSQL rounds to microseconds, which could make a wait longer than the interval. */
    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static Integer[] sizes(List<Limit> limits) {
        return limits.stream().map(Limit::size).toArray(Integer[]::new);
    }

    private static byte[][] keys(List<Limit> limits) {
        return limits.stream().map(Limit::key).toArray(byte[][]::new);
    }

    private static Long[] millis(List<Limit> limits) {
        return limits.stream().map(limit -> limit.interval().toMillis()).toArray(Long[]::new);
    }
}
