package dev.storelatch.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.support.ConcurrentCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account has 10 attempts here, a network 20, and its site 80. The clock stands still unless a test moves it. */
class LoginAttemptsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ADDRESS = "203.0.113.7";
    private static final String CALLER = "192.0.2.9";
    private static final Duration NETWORK_INTERVAL = Duration.ofSeconds(10);
    private static final EmailAddress USER = new EmailAddress("user@example.com");

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
    void attemptsOnManyAccountsFromOneNetworkAreLimited() {
        assertThat(passed(100, LoginAttemptsTest::user, i -> ADDRESS)).isEqualTo(20);
        assertThat(refusal(user(200), ADDRESS).retryAfter()).isEqualTo(NETWORK_INTERVAL);
        assertThat(passes(user(200), "203.0.113.8")).isTrue();
    }

    @Test
    void networkGetsOneMoreAttemptEachInterval() {
        passed(20, LoginAttemptsTest::user, i -> ADDRESS);
        assertThat(passes(after(NETWORK_INTERVAL.minusMillis(1)), user(200), ADDRESS))
                .isFalse();
        assertThat(passes(after(NETWORK_INTERVAL), user(200), ADDRESS)).isTrue();
        assertThat(passes(after(NETWORK_INTERVAL), user(201), ADDRESS)).isFalse();
    }

    /** Whoever has a network of addresses does not have as many budgets. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.%d, 80", // of one /24
        "2001:db8:1:2::%x, 20", // of one /64
        "2001:db8:1:%x::1, 80", // /64 networks of one /48
    })
    void addressesOfOneNetworkShareItsBudget(String addresses, int budget) {
        assertThat(passed(200, LoginAttemptsTest::user, addresses::formatted)).isEqualTo(budget);
    }

    @Test
    void attemptsOnOneAccountFromManyNetworksAreLimited() {
        assertThat(passed(100, i -> USER, i -> "198.51." + i + ".7")).isEqualTo(10);
        assertThat(refusal(USER, ADDRESS).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void callersAreNotLimitedAsNetworksButTheirAccountsAre() {
        assertThat(passed(200, LoginAttemptsTest::user, i -> CALLER)).isEqualTo(200);
        assertThat(passed(200, LoginAttemptsTest::user, i -> "2001:db8:ffff::" + i))
                .as("accounts were tried once each, by the other caller")
                .isEqualTo(200);
        assertThat(passed(100, i -> USER, i -> CALLER)).isEqualTo(10);
    }

    /** A proxy may forward text that is not an address. */
    @Test
    void clientsWithoutAnAddressShareABudget() {
        assertThat(passed(100, LoginAttemptsTest::user, i -> "unknown-" + i)).isEqualTo(20);
    }

    @Test
    void refusedAttemptsTakeNothingAndLeaveNoRows() {
        passed(20, LoginAttemptsTest::user, i -> ADDRESS);
        List<Instant> before = rows();
        assertThat(passed(100, i -> user(1_000 + i), i -> ADDRESS)).isZero();
        assertThat(rows()).isEqualTo(before);

        passed(10, i -> USER, i -> "198.51.100.7");
        before = rows();
        assertThat(passed(100, i -> USER, i -> "198.51." + i + ".7")).isZero();
        assertThat(rows()).isEqualTo(before);
    }

    /** Otherwise a stranger who logs in to an account of his own could go on guessing those of others. */
    @Test
    void successFillsTheBudgetOfTheAccountAndGivesTheNetworksOneBack() {
        passed(9, i -> USER, i -> ADDRESS);
        passed(10, LoginAttemptsTest::user, i -> ADDRESS);

        begin(atStart(), USER, ADDRESS).succeed();

        assertThat(passes(USER, ADDRESS)).as("the twentieth of the network").isTrue();
        assertThat(passes(USER, ADDRESS)).isFalse();
        assertThat(passed(100, i -> USER, i -> "198.51.100.7")).isEqualTo(9);
    }

    @Test
    void successfulLoginsFromOneNetworkAreNotLimited() {
        for (int i = 0; i < 200; i++) {
            begin(atStart(), user(i), ADDRESS).succeed();
        }
        assertThat(passes(USER, ADDRESS)).isTrue();
    }

    @Test
    void cancelledAttemptDoesNotCount() {
        passed(9, i -> USER, i -> ADDRESS);
        for (int i = 0; i < 30; i++) {
            begin(atStart(), USER, ADDRESS).cancel();
        }
        assertThat(passed(100, i -> USER, i -> ADDRESS)).isEqualTo(1);
        assertThat(passed(100, LoginAttemptsTest::user, i -> ADDRESS)).isEqualTo(10);
    }

    @Test
    @Timeout(60)
    void ofConcurrentAttemptsExactlyTheBudgetPasses() throws Exception {
        assertThat(concurrently(i -> USER, i -> ADDRESS)).isEqualTo(10);
        assertThat(concurrently(LoginAttemptsTest::user, i -> ADDRESS))
                .as("refused attempts took nothing from the network")
                .isEqualTo(10);
        assertThat(concurrently(i -> user(100 + i), i -> "203.0.113." + (100 + i)))
                .isEqualTo(50);
        assertThat(passed(100, i -> user(200 + i), i -> "203.0.113." + (150 + i)))
                .as("rest of the /24")
                .isEqualTo(10);
    }

    /** Each locks the same rows, and gives some of them back. */
    @Test
    @Timeout(60)
    void concurrentOutcomesLeaveOtherAttemptsCounted() throws Exception {
        ConcurrentCalls.run(9, thread -> {
            for (int i = 0; i < 20; i++) {
                begin(atStart(), USER, ADDRESS).cancel();
                begin(atStart(), user(thread), ADDRESS).succeed();
            }
            begin(atStart(), USER, ADDRESS);
            return true;
        });

        assertThat(passed(100, i -> USER, i -> ADDRESS)).isEqualTo(1);
        assertThat(passed(100, LoginAttemptsTest::user, i -> ADDRESS)).isEqualTo(10);
    }

    private static long concurrently(IntFunction<EmailAddress> email, IntFunction<String> address) throws Exception {
        return ConcurrentCalls.run(50, i -> passes(atStart(), email.apply(i), address.apply(i))).stream()
                .filter(Boolean::booleanValue)
                .count();
    }

    private static int passed(int attempts, IntFunction<EmailAddress> email, IntFunction<String> address) {
        int passed = 0;
        for (int i = 0; i < attempts; i++) {
            passed += passes(email.apply(i), address.apply(i)) ? 1 : 0;
        }
        return passed;
    }

    private static boolean passes(EmailAddress email, String address) {
        return passes(atStart(), email, address);
    }

    private static boolean passes(LoginAttempts attempts, EmailAddress email, String address) {
        return catchThrowableOfType(Failure.TooManyRequests.class, () -> begin(attempts, email, address)) == null;
    }

    private static Failure.TooManyRequests refusal(EmailAddress email, String address) {
        return catchThrowableOfType(Failure.TooManyRequests.class, () -> begin(atStart(), email, address));
    }

    private static LoginAttempts.Attempt begin(LoginAttempts attempts, EmailAddress email, String address) {
        return attempts.begin(Realm.STORE, email, new ClientInfo(address, null, "https", null));
    }

    private static LoginAttempts atStart() {
        return after(Duration.ZERO);
    }

    private static LoginAttempts after(Duration elapsed) {
        Clock clock = Clock.fixed(START.plus(elapsed), ZoneOffset.UTC);
        return new LoginAttempts(
                new Throttle(
                        Throttles.settings(
                                10,
                                new ThrottleSettings.Network(20, NETWORK_INTERVAL, 4),
                                List.of(CALLER, "2001:db8:ffff::/48")),
                        new ThrottleRepository(JDBC, clock),
                        event -> {},
                        new ThrottleRefusals(new SimpleMeterRegistry())),
                new DeviceRepository(JDBC, clock));
    }

    private static EmailAddress user(int number) {
        return new EmailAddress("user" + number + "@example.com");
    }

    private static List<Instant> rows() {
        return JDBC.sql("select full_at from storelatch.throttle order by key")
                .query(Instant.class)
                .list();
    }
}
