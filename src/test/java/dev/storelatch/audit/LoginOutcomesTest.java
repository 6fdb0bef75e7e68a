package dev.storelatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Each attempt to log in is a line of the log and is counted, also those of which the audit log records nothing. */
@ServerTest
@Import(AuditTable.class)
@TestPropertySource(properties = "logging.level.storelatch.login=info")
@ExtendWith(OutputCaptureExtension.class)
class LoginOutcomesTest {

    private static final String WRONG = "a wrong password";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    AuditTable events;

    @Autowired
    MeterRegistry registry;

    @Autowired
    TestClock clock;

    private Map<String, Double> before;

    @BeforeEach
    void startAMinute() {
        clock.advance(Duration.ofMinutes(1));
        before = counts();
    }

    @Test
    void eachOutcomeIsCountedFromZero() {
        assertThat(counts())
                .containsKeys(
                        "store cookie success none",
                        "admin token failure wrong_password",
                        "store cookie refused too_many_attempts",
                        "admin cookie refused hashing_queue_full");
    }

    @Test
    void successesNameRealmWayAndAccount(CapturedOutput log) {
        Customer customer = api.register();
        AdminApi.User user = adminApi.add();

        api.login(customer);
        api.token(customer);
        api.refreshableLogin(customer);
        adminApi.login(user);

        assertThat(counted())
                .containsOnly(
                        Map.entry("store cookie success none", 1.0),
                        Map.entry("store token success none", 2.0),
                        Map.entry("admin cookie success none", 1.0));
        String line = "Log-in success: realm=%s way=%s reason=none account=%s network=127.0.0.0/24";
        assertThat(lines(log))
                .containsExactly(
                        line.formatted("store", "cookie", customer.id()),
                        line.formatted("store", "token", customer.id()),
                        line.formatted("store", "token", customer.id()),
                        line.formatted("admin", "cookie", user.id()));
    }

    @Test
    void failuresNameTheirReasonAndNoAddress(CapturedOutput log) {
        Customer customer = api.register();
        String stranger = Api.newEmail();
        before = counts();

        api.login(customer.withPassword(WRONG));
        api.json(Api.credentials(customer.email(), WRONG)).post("/store/auth/token");
        api.login(stranger, WRONG);
        api.json(Map.of("email", customer.email(), "password", 7)).post("/store/auth");
        api.json(Map.of("grant_type", "refresh_token", "refresh_token", "guessed"))
                .post("/store/auth/token");
        api.json(Map.of("first_name", "Ada", "current_password", WRONG), customer.cookie())
                .post("/store/customers/me");

        assertThat(counted())
                .containsOnly(
                        Map.entry("store cookie failure wrong_password", 1.0),
                        Map.entry("store token failure wrong_password", 1.0),
                        Map.entry("store cookie failure no_live_account", 1.0),
                        Map.entry("store cookie failure malformed_password", 1.0),
                        Map.entry("store token failure invalid_refresh_token", 1.0),
                        Map.entry("store cookie failure wrong_current_password", 1.0));
        assertThat(lines(log))
                .contains("Log-in failure: realm=store way=token reason=wrong_password account=%s network=127.0.0.0/24"
                        .formatted(customer.id()))
                .contains("Log-in failure: realm=store way=cookie reason=no_live_account account=none"
                        + " network=127.0.0.0/24")
                .hasSize(6);
        assertThat(log.getAll()).doesNotContain(customer.email(), stranger, WRONG);
    }

    /** Ten 401s and two 429s. */
    @Test
    void refusalsLeaveATraceBeyondTheLimitsOfTheAuditLog(CapturedOutput log) {
        Customer customer = api.register();
        long newest = events.newest();

        List<Integer> statuses = IntStream.range(0, 60)
                .mapToObj(attempt -> api.login(customer.withPassword(WRONG)).statusCode())
                .toList();

        double refused = statuses.stream().filter(status -> status == 429).count();
        assertThat(refused).isGreaterThan(20);
        assertThat(counted())
                .containsOnly(
                        Map.entry("store cookie failure wrong_password", 60 - refused),
                        Map.entry("store cookie refused too_many_attempts", refused));
        assertThat(events.since(newest)).hasSizeLessThan(60);
        assertThat(lines(log)).hasSize(60);
        assertThat(lines(log))
                .contains("Log-in refused: realm=store way=cookie reason=too_many_attempts account=%s"
                                .formatted(customer.id())
                        + " network=127.0.0.0/24");
    }

    @Test
    void floodOfFailuresIsCountedButNotLoggedWithoutLimit(CapturedOutput log) {
        Map<String, String> guess = Map.of("grant_type", "refresh_token", "refresh_token", "guessed");

        clock.advance(Duration.ofMillis(60_000 - clock.millis() % 60_000));

        IntStream.range(0, 610).forEach(n -> api.json(guess).post("/store/auth/token"));

        assertThat(counted()).containsOnly(Map.entry("store token failure invalid_refresh_token", 610.0));
        assertThat(lines(log)).hasSize(600);
        assertThat(log.getAll()).containsOnlyOnce("More than 600 log-ins have failed within a minute.");
        clock.advance(Duration.ofMinutes(1));
        api.json(guess).post("/store/auth/token");
        assertThat(lines(log)).hasSize(601);
    }

    private Map<String, Double> counts() {
        Map<String, Double> counts = new TreeMap<>();
        for (Counter counter : registry.find("storelatch.logins").counters()) {
            counts.put(
                    String.join(
                            " ",
                            List.of("realm", "way", "outcome", "reason").stream()
                                    .map(tag -> counter.getId().getTag(tag))
                                    .toList()),
                    counter.count());
        }
        return counts;
    }

    private Map<String, Double> counted() {
        Map<String, Double> increases = counts();
        increases.replaceAll((tags, count) -> count - before.getOrDefault(tags, 0.0));
        increases.values().removeIf(increase -> increase == 0);
        return increases;
    }

    private static List<String> lines(CapturedOutput log) {
        return Arrays.stream(log.getOut().split("\n"))
                .filter(line -> line.contains(" storelatch.login "))
                .filter(line -> line.contains("Log-in "))
                .map(line -> line.substring(line.indexOf("Log-in ")).stripTrailing())
                .toList();
    }
}
