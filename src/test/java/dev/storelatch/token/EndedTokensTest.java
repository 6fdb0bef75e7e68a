package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.support.TransactionOperations;

/** The table of ended tokens keeps no row for longer than the row says something. */
@ServerTest
class EndedTokensTest {

    @Autowired
    EndedTokens ended;

    @Autowired
    TokenCleanup cleanup;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    List<ScheduledTaskHolder> schedules;

    @Test
    void aRowGoesAnHourAfterItsTokenHasExpired() {
        end("live", Duration.ofSeconds(1));
        end("just expired", Duration.ofMinutes(-59));
        end("expired", Duration.ofMinutes(-61));

        cleanup.sweep();

        assertThat(keys()).contains("live", "just expired").doesNotContain("expired");
    }

    @Test
    void manyRowsGoInBatchesPastThoseInUse() {
        jdbc.sql("""
                insert into storelatch.ended_token (key, expires_at)
                select 'old ' || i, i from generate_series(1, 2500) as i
                """).update();

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select key from storelatch.ended_token where key = 'old 7' for update")
                    .query(String.class)
                    .single();
            Thread other = new Thread(ended::deleteExpired);
            other.start();
            join(other);
        });

        assertThat(keys()).filteredOn(key -> key.startsWith("old ")).containsExactly("old 7");
        cleanup.sweep();
        assertThat(keys()).noneMatch(key -> key.startsWith("old "));
    }

    @Test
    void theServerSweepsEveryTenMinutesFromARandomMomentOn() {
        assertThat(schedules.stream()
                        .flatMap(holder -> holder.getScheduledTasks().stream())
                        .filter(task -> task.toString().contains("TokenCleanup"))
                        .map(ScheduledTask::getTask))
                .singleElement()
                .isInstanceOfSatisfying(FixedDelayTask.class, task -> {
                    assertThat(task.getIntervalDuration()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(task.getInitialDelayDuration()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(11));
                });
    }

    private void end(String key, Duration fromNow) {
        Instant expiry = clock.instant().plus(fromNow);
        ended.end(new AccessToken(new Actor(Realm.STORE, "cus_1"), 0, 0, expiry.getEpochSecond(), key));
    }

    private List<String> keys() {
        return jdbc.sql("select key from storelatch.ended_token")
                .query(String.class)
                .list();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
