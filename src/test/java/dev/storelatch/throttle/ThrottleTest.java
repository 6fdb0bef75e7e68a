package dev.storelatch.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each step uses a new throttle with a fixed clock: they share nothing but the database, as several servers do. */
class ThrottleTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ThrottleSettings.Network NETWORK = new ThrottleSettings.Network(100, MINUTE, 4);
    private static final ThrottleSettings SETTINGS = Throttles.settings(10, NETWORK, List.of());
    private static final EmailAddress USER = new EmailAddress("user@example.com");
    private static final Actor ACCOUNT = new Actor(Realm.STORE, "cus_1");
    private static final EmailAddress OTHER = new EmailAddress("other@example.com");

    private static final MeterRegistry METERS = new SimpleMeterRegistry();
    private static final HikariDataSource DATABASE = Throttles.database();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        JDBC.sql("truncate storelatch.throttle").update();
    }

    @Test
    void attemptsWithinTheBudgetPass() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        assertThatThrownBy(() -> atStart().consume(Budget.LOGIN, USER))
                .isInstanceOf(Failure.TooManyRequests.class)
                .hasMessage("Too many attempts. Try again later.");
    }

    @Test
    void budgetGrowsByOneEachInterval() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        assertWaits(Duration.ofMillis(1), () -> after(MINUTE.minusMillis(1)).consume(Budget.LOGIN, USER));
        assertPasses(1, () -> after(MINUTE).consume(Budget.LOGIN, USER));
        assertPasses(3, () -> after(MINUTE.multipliedBy(4)).consume(Budget.LOGIN, USER));
    }

    @Test
    void waitIsRoundedUpToWholeSeconds() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        assertThat(wait(() -> atStart().consume(Budget.LOGIN, USER))).hasSeconds(60);
        assertThat(wait(() -> after(Duration.ofMillis(1)).consume(Budget.LOGIN, USER)))
                .hasSeconds(60);
        assertThat(wait(() -> after(Duration.ofSeconds(1)).consume(Budget.LOGIN, USER)))
                .hasSeconds(59);
        assertThat(wait(() -> after(Duration.ofMillis(59_999)).consume(Budget.LOGIN, USER)))
                .hasSeconds(1);
    }

    /** PostgreSQL rounds the time that the row holds to microseconds. */
    @Test
    void waitIsNotLongerThanTheIntervalWhateverTheNanosecond() {
        for (int nanos = 0; nanos < 1_000; nanos += 100) {
            empty();
            Duration elapsed = Duration.ofNanos(nanos);
            assertPasses(10, () -> after(Duration.ofDays(1)).consume(Budget.LOGIN, USER));
            assertThat(wait(() -> after(elapsed).consume(Budget.LOGIN, USER))).isEqualTo(MINUTE);
        }
    }

    @Test
    void refusedAttemptsDoNotLengthenTheWait() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        for (int second = 0; second < 60; second++) {
            Duration elapsed = Duration.ofSeconds(second);
            assertThat(wait(() -> after(elapsed).consume(Budget.LOGIN, USER))).isEqualTo(MINUTE.minus(elapsed));
        }
        assertPasses(1, () -> after(MINUTE).consume(Budget.LOGIN, USER));
    }

    @Test
    void budgetDoesNotGrowBeyondItsSize() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        assertPasses(10, () -> after(Duration.ofDays(1)).consume(Budget.LOGIN, USER));
    }

    @Test
    void wrongPasswordsStayBelowTheHundredOfNistInTheFirstHour() {
        int passed = 0;
        for (int second = 0; second < 3_600; second += 5) {
            Throttle throttle = after(Duration.ofSeconds(second));
            while (wait(() -> throttle.consume(Budget.LOGIN, USER)) == null) {
                passed++;
            }
        }
        assertThat(passed).isEqualTo(69);
    }

    @Test
    void resetFillsTheBudget() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        atStart().reset(Budget.LOGIN, USER);
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
    }

    @Test
    void resetFillsNoOtherBudget() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        atStart().reset(Budget.LOGIN, OTHER);
        assertWaits(MINUTE, () -> atStart().consume(Budget.LOGIN, USER));
    }

    @Test
    void probesAreCountedSeparately() {
        assertPasses(60, () -> atStart().consume(Budget.PROBE, USER));
        assertWaits(Duration.ofSeconds(10), () -> atStart().consume(Budget.PROBE, USER));
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        atStart().reset(Budget.LOGIN, USER);
        assertWaits(Duration.ofSeconds(10), () -> atStart().consume(Budget.PROBE, USER));
        assertPasses(1, () -> after(Duration.ofSeconds(10)).consume(Budget.PROBE, USER));
    }

    @Test
    void addressesHaveSeparateBudgets() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, OTHER));
    }

    @Test
    void accountsHaveBudgetsOfTheirOwn() {
        assertPasses(10, () -> atStart().consume(Budget.CLAIM_MAIL_OF_ACCOUNT, ACCOUNT));
        assertPasses(10, () -> atStart().consume(Budget.CLAIM_MAIL_OF_ACCOUNT, new Actor(Realm.ADMIN, ACCOUNT.id())));
        assertPasses(
                10, () -> atStart().consume(Budget.CLAIM_MAIL_OF_ACCOUNT, new EmailAddress("store/" + ACCOUNT.id())));
    }

    @Test
    void noticesOfAnAccountAreLimitedWhateverTheirAddresses() {
        for (int i = 0; i < 5; i++) {
            assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, new EmailAddress(i + "@example.com")))
                    .isTrue();
        }
        assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, USER)).isFalse();
        assertThat(after(MINUTE).tryConsume(Budget.NOTICE_MAIL, ACCOUNT, USER)).isTrue();
    }

    @Test
    void noticesToAnAddressAreLimitedWhateverTheirAccounts() {
        for (int i = 0; i < 5; i++) {
            assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, new Actor(Realm.STORE, "cus_" + i), USER))
                    .isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, USER)).isFalse();
        }
        assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, OTHER))
                .as("refused notices take nothing from the account")
                .isTrue();
    }

    @Test
    void refundedNoticeDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            assertThat(atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, USER)).isTrue();
            atStart().refund(Budget.NOTICE_MAIL, ACCOUNT, USER);
        }
    }

    @Test
    void budgetIgnoresTheCaseOfAnAddress() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, new EmailAddress("User@EXAMPLE.com")));
        assertWaits(MINUTE, () -> atStart().consume(Budget.LOGIN, USER));
    }

    @Test
    @Timeout(60)
    void ofConcurrentAttemptsExactlyTheBudgetPasses() throws Exception {
        assertThat(concurrently(50, () -> atStart().consume(Budget.LOGIN, USER)))
                .isEqualTo(10);
        assertThat(concurrently(50, () -> after(MINUTE).consume(Budget.LOGIN, USER)))
                .isEqualTo(1);
        assertThat(concurrently(50, () -> after(Duration.ofDays(1)).consume(Budget.LOGIN, USER)))
                .isEqualTo(10);
    }

    @Test
    void clockSetBackDoesNotLengthenTheWait() {
        assertPasses(10, () -> after(Duration.ofDays(1)).consume(Budget.LOGIN, USER));
        assertWaits(MINUTE, () -> atStart().consume(Budget.LOGIN, USER));
        assertPasses(1, () -> after(MINUTE).consume(Budget.LOGIN, USER));
    }

    @Test
    void smallerBudgetAppliesAtOnce() {
        assertPasses(10, () -> atStart().consume(Budget.LOGIN, USER));
        ThrottleSettings smaller = Throttles.settings(3, NETWORK, List.of());
        assertWaits(MINUTE, () -> after(smaller, Duration.ZERO).consume(Budget.LOGIN, USER));
        assertPasses(1, () -> after(smaller, MINUTE).consume(Budget.LOGIN, USER));
    }

    @Test
    void tableHoldsNoAddress() {
        atStart().consume(Budget.LOGIN, USER);
        atStart().consume(Budget.PROBE, USER);
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
    void useInsideATransactionIsRefused() {
        new TransactionTemplate(new JdbcTransactionManager(DATABASE)).executeWithoutResult(status -> {
            assertThatThrownBy(() -> atStart().consume(Budget.LOGIN, USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().consume(Budget.PROBE, USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().tryConsume(Budget.NOTICE_MAIL, ACCOUNT, USER))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().reset(Budget.LOGIN, USER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> atStart().refund(Budget.NOTICE_MAIL, ACCOUNT, USER))
                    .isInstanceOf(IllegalStateException.class);
        });
        assertThat(rows()).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void disabledThrottleCountsNothingAndWarns(CapturedOutput output) {
        atStart();
        assertThat(output).doesNotContain("storelatch.throttle");
        Throttle off = Throttles.disabled(DATABASE);
        assertThat(output).containsOnlyOnce("storelatch.throttle.enabled=false");
        for (int i = 0; i < 20; i++) {
            off.consume(Budget.LOGIN, USER);
            off.consume(Budget.PROBE, USER);
        }
        off.refund(Budget.NOTICE_MAIL, ACCOUNT, USER);
        off.reset(Budget.LOGIN, USER);
        assertThat(rows()).isZero();
    }

    private static Throttle atStart() {
        return after(Duration.ZERO);
    }

    private static Throttle after(Duration elapsed) {
        return after(SETTINGS, elapsed);
    }

    private static Throttle after(ThrottleSettings settings, Duration elapsed) {
        return new Throttle(
                settings,
                new ThrottleRepository(JDBC, Clock.fixed(START.plus(elapsed), ZoneOffset.UTC)),
                event -> {},
                new ThrottleRefusals(METERS));
    }

    /** Asserts that exactly this many attempts pass. */
    private static void assertPasses(int times, Runnable attempt) {
        for (int i = 0; i < times; i++) {
            attempt.run();
        }
        assertThat(wait(attempt)).isNotNull();
    }

    private static void assertWaits(Duration duration, Runnable attempt) {
        assertThat(wait(attempt)).isEqualTo(Duration.ofSeconds((duration.toMillis() + 999) / 1_000));
    }

    /** Returns the wait of a refused attempt; null if it passed. */
    private static @Nullable Duration wait(Runnable attempt) {
        Failure.TooManyRequests refused = catchThrowableOfType(Failure.TooManyRequests.class, attempt::run);
        return refused == null ? null : refused.retryAfter();
    }

    /** Returns how many of the concurrent attempts passed. */
    private static long concurrently(int count, Runnable attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                outcomes.add(threads.submit(() -> {
                    start.await();
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

    private static long rows() {
        return JDBC.sql("select count(*) from storelatch.throttle")
                .query(Long.class)
                .single();
    }
}
