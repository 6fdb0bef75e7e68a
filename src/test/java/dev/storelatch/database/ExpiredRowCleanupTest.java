package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Rows are deleted once they have expired. */
@ServerTest
class ExpiredRowCleanupTest {

    @Autowired
    ExpiredRowCleanup cleanup;

    @Autowired
    List<Retention> retentions;

    @Autowired
    MeterRegistry meters;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void aRevokedTokenIsDeletedAnHourAfterItsExpiry() {
        revokeToken("live", Duration.ofSeconds(1));
        revokeToken("just expired", Duration.ofMinutes(-59));
        revokeToken("expired", Duration.ofMinutes(-61));

        cleanup.deleteExpired(() -> false);

        assertThat(revokedTokens()).contains("live", "just expired").doesNotContain("expired");
    }

    @Test
    void onlyFullBudgetsAreDeleted() {
        jdbc.sql("""
                insert into storelatch.throttle (key, full_at)
                values ('full', :now - interval '1 ms'), ('spent', :now + interval '60 s')
                """).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();

        cleanup.deleteExpired(() -> false);

        assertThat(jdbc.sql("select convert_from(key, 'UTF8') from storelatch.throttle where key in ('full', 'spent')")
                        .query(String.class)
                        .list())
                .containsExactly("spent");
    }

    @Test
    @Timeout(60)
    void rowsAreDeletedInBatchesAndLockedOnesAreSkipped() {
        jdbc.sql("""
                insert into storelatch.revoked_token (key, expires_at)
                select 'old ' || i, to_timestamp(i) from generate_series(1, 2500) as i
                """).update();

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select key from storelatch.revoked_token where key = 'old 7' for update")
                    .query(String.class)
                    .single();
            Thread other = new Thread(() -> cleanup.deleteExpired(() -> false));
            other.start();
            await().until(() -> !other.isAlive());
        });

        assertThat(revokedTokens()).filteredOn(key -> key.startsWith("old ")).containsExactly("old 7");
        cleanup.deleteExpired(() -> false);
        assertThat(revokedTokens()).noneMatch(key -> key.startsWith("old "));
    }

    @Test
    void anIndexServesEveryRetention() {
        assertThat(retentions)
                .isNotEmpty()
                .allSatisfy(retention -> assertThat(jdbc.sql("""
                        select count(*) from pg_index i
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        where i.indrelid = ('storelatch.' || :table)::regclass and a.attname = :column
                        """)
                                .param("table", retention.table())
                                .param("column", retention.column())
                                .query(Integer.class)
                                .single())
                        .isPositive());
    }

    @Test
    void everyTableWithARetentionHasAGauge() {
        revokeToken("counted", Duration.ofDays(1));

        assertThat(retentions)
                .allSatisfy(retention -> assertThat(meters.get("storelatch.rows")
                                .tag("table", retention.table())
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
    void theFirstRunIsAtARandomTimeWithinAMinuteAndTheNextOnesAMinuteApart() {
        CleanupSchedule.OnceAMinute schedule = new CleanupSchedule.OnceAMinute();
        Instant now = clock.instant();

        assertThat(IntStream.range(0, 100).mapToObj(i -> schedule.getInitialExecutionTime(now)))
                .allSatisfy(first -> assertThat(first).isBetween(now, now.plusSeconds(60)))
                .anySatisfy(first -> assertThat(first).isBefore(now.plusSeconds(30)))
                .anySatisfy(first -> assertThat(first).isAfter(now.plusSeconds(30)));
        assertThat(schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(now)))
                .isEqualTo(now.plusSeconds(60));
    }

    /** The task has one row, so one server at a time runs it. */
    @Test
    @Timeout(60)
    void theServerDeletesExpiredRowsByItself() {
        assertThat(jdbc.sql("select count(*) from storelatch.cleanup_task")
                        .query(Integer.class)
                        .single())
                .isOne();
        revokeToken("unattended", Duration.ofMinutes(-61));

        clock.advance(Duration.ofMinutes(2));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(revokedTokens()).doesNotContain("unattended"));
    }

    @Test
    void noBatchIsBegunDuringAStop() {
        revokeToken("not deleted", Duration.ofMinutes(-61));

        cleanup.deleteExpired(() -> true);

        assertThat(revokedTokens()).contains("not deleted");
    }

    private void revokeToken(String key, Duration fromNow) {
        jdbc.sql("insert into storelatch.revoked_token (key, expires_at) values (:key, :expiresAt)")
                .param("key", key)
                .param("expiresAt", clock.instant().plus(fromNow).atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<String> revokedTokens() {
        return jdbc.sql("select key from storelatch.revoked_token")
                .query(String.class)
                .list();
    }
}
