package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Rows are deleted once they have expired. */
@ServerTest
class ExpiredRowCleanupTest {

    /** Tables whose rows have no time of their own, with the table with whose rows they live, or what bounds their number. */
    private static final Map<String, String> WITHOUT_RETENTION = Map.ofEntries(
            Map.entry("account_state", "one row for each account"),
            Map.entry("api_token", "one row for each user"),
            Map.entry("second_factor", "at most twenty for each account"),
            Map.entry("passkey", "a limited number for each account"),
            Map.entry("passkey_user", "one row for each account"),
            Map.entry("federated_identity", "at most ten for each account"),
            Map.entry("totp", "at most twenty for each account, deleted with its second factor"),
            Map.entry("recovery_code", "at most ten for each account"),
            Map.entry("former_billing_address", "one row for each such address, until its customer is erased"),
            Map.entry("session_attributes", "session"),
            Map.entry("refresh_token_use", "refresh_token"),
            Map.entry("mail_task", "outbox"),
            Map.entry("webhook_task", "outbox"),
            Map.entry("cleanup_task", "one row"),
            Map.entry("flyway_schema_history", "one row for each migration"));

    @Autowired
    ExpiredRowCleanup cleanup;

    @Autowired
    ExpiredRowRepository repository;

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
    void aMessageThatNobodyFinishesIsDeletedOnceItWouldHaveBeenGivenUp() {
        String message = """
                insert into storelatch.outbox (id, channel, type, realm, account_id, subject, posted_at)
                values (gen_random_uuid(), 'former', 'customer.updated', 'store', :account, 'cus_1', :now - :age::interval)
                """;
        for (String age : List.of("190 hours", "194 hours")) {
            jdbc.sql(message)
                    .param("account", age)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("age", age)
                    .update();
        }

        cleanup.deleteExpired(() -> false);

        assertThat(jdbc.sql("select account_id from storelatch.outbox where channel = 'former'")
                        .query(String.class)
                        .list())
                .containsExactly("190 hours");
        jdbc.sql("delete from storelatch.outbox where channel = 'former'").update();
    }

    @Test
    @Timeout(60)
    void aGaugeHasTheRowsThatTheCleanUpHasLeft() {
        Retention retention = retention("revoked_token", "expires_at");
        TestClock ownClock = new TestClock();
        SimpleMeterRegistry ownMeters = new SimpleMeterRegistry();
        OverdueRows overdue = new OverdueRows(List.of(retention), repository, ownClock);
        overdue.bindTo(ownMeters);
        Gauge gauge = ownMeters
                .get("storelatch.retention.overdue")
                .tags("table", "revoked_token", "column", "expires_at")
                .gauge();
        ExpiredRowCleanup ownCleanup = new ExpiredRowCleanup(List.of(retention), repository, overdue);
        assertThat(gauge.value()).isNaN();

        revokeToken("locked", Duration.ofMinutes(-61));
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select key from storelatch.revoked_token where key = 'locked' for update")
                    .query(String.class)
                    .single();
            CompletableFuture.runAsync(() -> ownCleanup.deleteExpired(() -> false))
                    .join();
            assertThat(gauge.value()).isOne();
        });
        ownCleanup.deleteExpired(() -> false);
        assertThat(gauge.value()).isZero();

        ownClock.advance(Duration.ofMinutes(6));
        assertThat(gauge.value()).isNaN();
    }

    @Test
    void aCountOfExpiredRowsIsBounded() {
        jdbc.sql("""
                insert into storelatch.revoked_token (key, expires_at)
                select 'counted ' || i, to_timestamp(i) from generate_series(1, 20) as i
                """).update();

        assertThat(repository.countExpired(retention("revoked_token", "expires_at"), 10))
                .isEqualTo(10);
        cleanup.deleteExpired(() -> false);
    }

    @Test
    void aTableThatFailsDoesNotKeepTheOthersFromBeingCleaned() {
        Retention broken = new Retention("no_such_table", "id", "at", Retention.Unit.TIMESTAMP, clock::instant);
        List<Retention> all = List.of(broken, retention("revoked_token", "expires_at"));
        revokeToken("after the broken one", Duration.ofMinutes(-61));

        assertThatThrownBy(() -> new ExpiredRowCleanup(all, repository, new OverdueRows(all, repository, clock))
                        .deleteExpired(() -> false))
                .isInstanceOf(DataAccessException.class);

        assertThat(revokedTokens()).doesNotContain("after the broken one");
    }

    /** A table that is added later, and forgotten, would grow for good. */
    @Test
    void everyTableHasARetentionOrAReasonToHaveNone() throws IOException {
        List<String> tables = jdbc.sql("select tablename from pg_tables where schemaname = 'storelatch'")
                .query(String.class)
                .list();

        assertThat(tables)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(retentions.stream().map(Retention::table), WITHOUT_RETENTION.keySet().stream())
                                .distinct()
                                .toList());
        String documentation = Files.readString(Path.of("docs", "administration.md"));
        assertThat(tables).allSatisfy(table -> assertThat(documentation).contains("`" + table + "`"));
    }

    @Test
    void rowsThatLiveWithThoseOfAnotherTableAreDeletedWithThem() {
        assertThat(WITHOUT_RETENTION.entrySet().stream()
                        .filter(table -> retentions.stream()
                                .anyMatch(retention -> retention.table().equals(table.getValue())))
                        .filter(table -> !table.getKey().endsWith("_task")))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(jdbc.sql("""
                                select count(*) from pg_constraint
                                where contype = 'f' and confdeltype = 'c'
                                  and conrelid = ('storelatch.' || :table)::regclass
                                  and confrelid = ('storelatch.' || :parent)::regclass
                                """)
                                .param("table", table.getKey())
                                .param("parent", table.getValue())
                                .query(Integer.class)
                                .single())
                        .isOne());
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

    private Retention retention(String table, String column) {
        return retentions.stream()
                .filter(retention ->
                        retention.table().equals(table) && retention.column().equals(column))
                .findFirst()
                .orElseThrow();
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
