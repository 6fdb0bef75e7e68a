package dev.storelatch.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.support.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every step asks a new throttle with a stopped clock: only what the database holds connects them, as with replicas. */
class ThrottleTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ThrottleSettings SETTINGS =
            new ThrottleSettings(true, 10, MINUTE, 60, Duration.ofSeconds(10), 3, MINUTE);
    private static final EmailAddress USER = new EmailAddress("user@example.com");
    private static final EmailAddress OTHER = new EmailAddress("other@example.com");

    private static final HikariDataSource DATABASE = new HikariDataSource();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    @BeforeAll
    static void createTheTable() {
        DATABASE.setJdbcUrl(TestPostgres.newDatabase());
        DATABASE.setMaximumPoolSize(50);
        DATABASE.setMinimumIdle(1);
        JDBC.sql("create schema storelatch").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V3__throttle.sql")).execute(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        JDBC.sql("truncate storelatch.throttle").update();
    }

    @Test
    void theBudgetPassesAndNoMore() {
        assertPasses(10, () -> atStart().attempt(USER));
        assertThatThrownBy(() -> atStart().attempt(USER))
                .isInstanceOf(Failure.TooManyRequests.class)
                .hasMessage("Too many attempts. Try again later.");
    }

    @Test
    void oneAttemptComesBackEachInterval() {
        assertPasses(10, () -> atStart().attempt(USER));
        assertWaits(Duration.ofMillis(1), () -> after(MINUTE.minusMillis(1)).attempt(USER));
        assertPasses(1, () -> after(MINUTE).attempt(USER));
        assertPasses(3, () -> after(MINUTE.multipliedBy(4)).attempt(USER));
    }

    @Test
    void theWaitIsToldInWholeSecondsRoundedUp() {
        assertPasses(10, () -> atStart().attempt(USER));
        assertThat(wait(() -> atStart().attempt(USER))).hasSeconds(60);
        assertThat(wait(() -> after(Duration.ofMillis(1)).attempt(USER))).hasSeconds(60);
        assertThat(wait(() -> after(Duration.ofSeconds(1)).attempt(USER))).hasSeconds(59);
        assertThat(wait(() -> after(Duration.ofMillis(59_999)).attempt(USER))).hasSeconds(1);
    }

    @Test
    void refusedAttemptsDoNotLengthenTheWait() {
        assertPasses(10, () -> atStart().attempt(USER));
        for (int second = 0; second < 60; second++) {
            Duration elapsed = Duration.ofSeconds(second);
            assertThat(wait(() -> after(elapsed).attempt(USER))).isEqualTo(MINUTE.minus(elapsed));
        }
        assertPasses(1, () -> after(MINUTE).attempt(USER));
    }

    @Test
    void aLongRestGivesNoMoreThanTheBudget() {
        assertPasses(10, () -> atStart().attempt(USER));
        assertPasses(10, () -> after(Duration.ofDays(1)).attempt(USER));
    }

    @Test
    void wrongPasswordsStayBelowNistsHundredInTheFirstHour() {
        int passed = 0;
        for (int second = 0; second < 3_600; second += 5) {
            Throttle throttle = after(Duration.ofSeconds(second));
            while (wait(() -> throttle.attempt(USER)) == null) {
                passed++;
            }
        }
        assertThat(passed).isEqualTo(69);
    }

    @Test
    void aRightPasswordForgetsTheAttempts() {
        assertPasses(10, () -> atStart().attempt(USER));
        atStart().succeeded(USER);
        assertPasses(10, () -> atStart().attempt(USER));
    }

    @Test
    void aRightPasswordForgetsNobodyElsesAttempts() {
        assertPasses(10, () -> atStart().attempt(USER));
        atStart().succeeded(OTHER);
        assertWaits(MINUTE, () -> atStart().attempt(USER));
    }

    @Test
    void anAttemptThatIsTakenBackIsNone() {
        assertPasses(10, () -> atStart().attempt(USER));
        atStart().takeBack(USER);
        atStart().takeBack(OTHER);
        assertPasses(1, () -> atStart().attempt(USER));
        assertPasses(10, () -> atStart().attempt(OTHER));
    }

    @Test
    @Timeout(60)
    void simultaneousAttemptsThatAreTakenBackLeaveTheOthersCounted() throws Exception {
        assertThat(simultaneous(9, () -> {
                    atStart().attempt(USER);
                    atStart().takeBack(USER);
                    atStart().attempt(USER);
                }))
                .isEqualTo(9);
        assertPasses(1, () -> atStart().attempt(USER));
    }

    @Test
    void probesAreCountedApart() {
        assertPasses(60, () -> atStart().probe(USER));
        assertWaits(Duration.ofSeconds(10), () -> atStart().probe(USER));
        assertPasses(10, () -> atStart().attempt(USER));
        atStart().succeeded(USER);
        assertWaits(Duration.ofSeconds(10), () -> atStart().probe(USER));
        assertPasses(1, () -> after(Duration.ofSeconds(10)).probe(USER));
    }

    @Test
    void anotherAddressHasItsOwnBudget() {
        assertPasses(10, () -> atStart().attempt(USER));
        assertPasses(10, () -> atStart().attempt(OTHER));
    }

    @Test
    void theCaseOfAnAddressGivesNoSecondBudget() {
        assertPasses(10, () -> atStart().attempt(new EmailAddress("User@EXAMPLE.com")));
        assertWaits(MINUTE, () -> atStart().attempt(USER));
    }

    @Test
    @Timeout(60)
    void ofSimultaneousAttemptsExactlyTheBudgetPasses() throws Exception {
        assertThat(simultaneous(50, () -> atStart().attempt(USER))).isEqualTo(10);
        assertThat(simultaneous(50, () -> after(MINUTE).attempt(USER))).isEqualTo(1);
        assertThat(simultaneous(50, () -> after(Duration.ofDays(1)).attempt(USER)))
                .isEqualTo(10);
    }

    @Test
    void aClockSetBackLocksNobodyOut() {
        assertPasses(10, () -> after(Duration.ofDays(1)).attempt(USER));
        assertWaits(MINUTE, () -> atStart().attempt(USER));
        assertPasses(1, () -> after(MINUTE).attempt(USER));
    }

    @Test
    void aSmallerBudgetHoldsAtOnce() {
        assertPasses(10, () -> atStart().attempt(USER));
        ThrottleSettings smaller = new ThrottleSettings(true, 3, MINUTE, 60, MINUTE, 3, MINUTE);
        assertWaits(MINUTE, () -> after(smaller, Duration.ZERO).attempt(USER));
        assertPasses(1, () -> after(smaller, MINUTE).attempt(USER));
    }

    @Test
    void theTableHoldsNoAddress() {
        atStart().attempt(USER);
        atStart().probe(USER);
        assertThat(JDBC.sql("select octet_length(key) from storelatch.throttle")
                        .query(Integer.class)
                        .list())
                .containsExactly(32, 32);
        assertThat(JDBC.sql("select count(*) from storelatch.throttle t where t::text like '%example%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void insideATransactionItRefusesToCount() {
        new TransactionTemplate(new JdbcTransactionManager(DATABASE)).executeWithoutResult(status -> {
            assertThatThrownBy(() -> atStart().attempt(USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().probe(USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().succeeded(USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().takeBack(USER)).isInstanceOf(IllegalStateException.class);
        });
        assertThat(rows()).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void switchedOffItCountsNothingAndSaysSoAtStart(CapturedOutput output) {
        atStart();
        assertThat(output).doesNotContain("storelatch.throttle");
        Throttle off =
                new Throttle(new ThrottleSettings(false, 1, MINUTE, 1, MINUTE, 1, MINUTE), JDBC, Clock.systemUTC());
        assertThat(output).containsOnlyOnce("storelatch.throttle.enabled=false");
        for (int i = 0; i < 20; i++) {
            off.attempt(USER);
            off.probe(USER);
        }
        off.takeBack(USER);
        off.succeeded(USER);
        assertThat(rows()).isZero();
    }

    private static Throttle atStart() {
        return after(Duration.ZERO);
    }

    private static Throttle after(Duration elapsed) {
        return after(SETTINGS, elapsed);
    }

    private static Throttle after(ThrottleSettings settings, Duration elapsed) {
        return new Throttle(settings, JDBC, Clock.fixed(START.plus(elapsed), ZoneOffset.UTC));
    }

    /** Exactly so many pass, and the next one does not. */
    private static void assertPasses(int times, Runnable attempt) {
        for (int i = 0; i < times; i++) {
            attempt.run();
        }
        assertThat(wait(attempt)).isNotNull();
    }

    private static void assertWaits(Duration duration, Runnable attempt) {
        assertThat(wait(attempt)).isEqualTo(Duration.ofSeconds((duration.toMillis() + 999) / 1_000));
    }

    /** How long a refused attempt is told to wait; null if it passed. */
    private static @Nullable Duration wait(Runnable attempt) {
        Failure.TooManyRequests refused = catchThrowableOfType(Failure.TooManyRequests.class, attempt::run);
        return refused == null ? null : refused.retryAfter();
    }

    /** How many of so many simultaneous attempts passed. */
    private static long simultaneous(int count, Runnable attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier together = new CyclicBarrier(count);
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                outcomes.add(threads.submit(() -> {
                    together.await();
                    return wait(attempt) == null;
                }));
            }
            long passed = 0;
            for (Future<Boolean> outcome : outcomes) {
                passed += outcome.get() ? 1 : 0;
            }
            return passed;
        } finally {
            threads.shutdownNow();
        }
    }

    private static @Nullable Object onAnotherThread(Runnable action) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(action).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            thread.shutdownNow();
        }
    }

    private static long rows() {
        return JDBC.sql("select count(*) from storelatch.throttle")
                .query(Long.class)
                .single();
    }
}
