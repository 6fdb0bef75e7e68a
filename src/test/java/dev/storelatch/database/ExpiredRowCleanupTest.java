package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.support.TransactionOperations;

/** No table keeps a row for longer than the row says something. */
@ServerTest
class ExpiredRowCleanupTest {

    @Autowired
    ExpiredRowCleanup sweeper;

    @Autowired
    List<Retention> retentions;

    @Autowired
    List<ScheduledTaskHolder> schedules;

    @Autowired
    MeterRegistry meters;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void aRowGoesAnHourAfterItsTokenHasExpired() {
        endedToken("live", Duration.ofSeconds(1));
        endedToken("just expired", Duration.ofMinutes(-59));
        endedToken("expired", Duration.ofMinutes(-61));

        sweeper.sweep();

        assertThat(endedTokens()).contains("live", "just expired").doesNotContain("expired");
    }

    @Test
    void onlyFullBudgetsAreDeleted() {
        jdbc.sql("""
                insert into storelatch.throttle (key, full_at, passed)
                values ('full', :now - interval '1 ms', true), ('spent', :now + interval '60 s', true)
                """)
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();

        sweeper.sweep();

        assertThat(jdbc.sql("select convert_from(key, 'UTF8') from storelatch.throttle where key in ('full', 'spent')")
                        .query(String.class)
                        .list())
                .containsExactly("spent");
    }

    @Test
    @Timeout(60)
    void manyRowsGoInBatchesPastThoseInUse() {
        jdbc.sql("""
                insert into storelatch.revoked_token (key, expires_at)
                select 'old ' || i, to_timestamp(i) from generate_series(1, 2500) as i
                """).update();

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select key from storelatch.revoked_token where key = 'old 7' for update")
                    .query(String.class)
                    .single();
            Thread replica = new Thread(sweeper::sweep);
            replica.start();
            await().until(() -> !replica.isAlive());
        });

        assertThat(endedTokens()).filteredOn(key -> key.startsWith("old ")).containsExactly("old 7");
        sweeper.sweep();
        assertThat(endedTokens()).noneMatch(key -> key.startsWith("old "));
    }

    @Test
    void anIndexFindsTheRowsOfEverySweep() {
        assertThat(retentions)
                .isNotEmpty()
                .allSatisfy(swept -> assertThat(jdbc.sql("""
                        select count(*) from pg_index i
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        where i.indrelid = ('storelatch.' || :table)::regclass and a.attname = :moment
                        """)
                                .param("table", swept.table())
                                .param("moment", swept.column())
                                .query(Integer.class)
                                .single())
                        .isPositive());
    }

    @Test
    void everySweptTableIsCounted() {
        endedToken("counted", Duration.ofDays(1));

        assertThat(retentions)
                .allSatisfy(swept -> assertThat(meters.get("storelatch.rows")
                                .tag("table", swept.table())
                                .gauge()
                                .value())
                        .isNotNegative());
        await().untilAsserted(() -> assertThat(meters.get("storelatch.rows")
                        .tag("table", "revoked_token")
                        .gauge()
                        .value())
                .isPositive());
    }

    @Test
    void theServerSweepsOnceAMinuteFromARandomMomentOn() {
        Stream<ScheduledTask> tasks = schedules.stream().flatMap(holder -> holder.getScheduledTasks().stream());
        assertThat(tasks.filter(task -> task.toString().contains("ExpiredRowCleanup"))
                        .map(ScheduledTask::getTask))
                .singleElement()
                .isInstanceOfSatisfying(FixedDelayTask.class, task -> {
                    assertThat(task.getIntervalDuration()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(task.getInitialDelayDuration()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
                });
    }

    private void endedToken(String key, Duration fromNow) {
        jdbc.sql("insert into storelatch.revoked_token (key, expires_at) values (:key, :expiresAt)")
                .param("key", key)
                .param("expiresAt", clock.instant().plus(fromNow).atOffset(java.time.ZoneOffset.UTC))
                .update();
    }

    private List<String> endedTokens() {
        return jdbc.sql("select key from storelatch.revoked_token")
                .query(String.class)
                .list();
    }
}
