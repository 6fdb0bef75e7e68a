package dev.storelatch.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code throttle}. */
@Repository
class ThrottleRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    ThrottleRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes one from the budget by the generic cell rate algorithm (ITU-T I.371): the time at which the budget is full
     * again represents all that was taken, and each passing attempt moves it by one interval. It is never further ahead
     * than an empty budget takes to fill, even if a clock was set back or the budget was reduced. The row lock serializes
     * concurrent attempts.
     *
     * @return how long to wait until the next attempt passes; zero if this one did
     */
    Duration consume(byte[] key, int size, Duration interval) {
        // PostgreSQL rounds to microseconds, which could make the wait longer than the interval.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OffsetDateTime latest = utc(now.plus(interval.multipliedBy(size - 1L)));
        return jdbc.sql("""
                        insert into storelatch.throttle as t (key, full_at, passed)
                        values (:key, :afterOne, true)
                        on conflict (key) do update
                        set passed = t.full_at <= :latest,
                            full_at = case
                                when t.full_at <= :latest then greatest(t.full_at, :now) + (:afterOne - :now)
                                else least(t.full_at, :full)
                            end
                        returning case when passed then null else full_at end
                        """)
                .param("key", key)
                .param("now", utc(now))
                .param("afterOne", utc(now.plus(interval)))
                .param("latest", latest)
                .param("full", latest.plus(interval))
                .query((row, number) -> wait(row.getObject(1, OffsetDateTime.class), latest))
                .single();
    }

    /** Gives one back that was taken. */
    void refund(byte[] key, Duration interval) {
        jdbc.sql(
                        "update storelatch.throttle set full_at = full_at - (:interval * interval '1 millisecond') where key = :key")
                .param("interval", interval.toMillis())
                .param("key", key)
                .update();
    }

    /** Fills the budget. */
    void reset(byte[] key) {
        jdbc.sql("delete from storelatch.throttle where key = :key")
                .param("key", key)
                .update();
    }

    private static Duration wait(@Nullable OffsetDateTime fullAt, OffsetDateTime latest) {
        return fullAt == null ? Duration.ZERO : Duration.between(latest, fullAt);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
