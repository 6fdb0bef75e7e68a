package dev.storelatch.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Realm;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Compares the response times for addresses with and without an account (ASVS 6.3.8), by 400 interleaved samples of each.
 * The statistic is that of Welch's t-test over all but the slowest tenth, which other processes delay. Noise can exceed
 * the limit now and then, but a real difference exceeds it in each of three rounds.
 */
@ServerTest
@Tag("timing")
@Tag("alone")
@TestPropertySource(properties = "storelatch.throttle.enabled=false")
class ResetTimingTest {

    private static final int SAMPLES = 400;
    private static final int KEPT = 360;
    private static final int WARM_UP = 200;
    private static final int ACCOUNTS = 20;
    private static final double LIMIT = 3;
    private static final int ROUNDS = 3;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    /** Fills the audit log up to the limits of all strangers and of the network, which takes longest to count. */
    @BeforeEach
    void recordRequestsOfStrangers() {
        jdbc.sql("""
                insert into storelatch.audit_event (occurred_at, event, realm, email_code, network)
                select :now, 'authn_link_request', 'store', 'code ' || i, '127.0.0.0/24' from generate_series(1, 2000) i
                """).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    @ParameterizedTest
    @EnumSource
    void resetRequestTakesAsLongWithoutAnAccount(Realm realm) {
        assertSameTime(
                realm,
                email -> api.json(Map.of("email", email))
                        .post(realm == Realm.ADMIN ? "/admin/users/password-token" : "/store/customers/password-token")
                        .then()
                        .statusCode(204));
    }

    @ParameterizedTest
    @EnumSource
    void wrongResetTokenIsRefusedInTheSameTimeWithoutAnAccount(Realm realm) {
        assertSameTime(
                realm,
                email -> api.json(Map.of("email", email, "token", "x".repeat(43), "password", "a long password"))
                        .post(realm == Realm.ADMIN ? "/admin/users/reset-password" : "/store/customers/password-reset")
                        .then()
                        .statusCode(401));
    }

    private void assertSameTime(Realm realm, Consumer<String> request) {
        List<String> known =
                Stream.generate(() -> newAccount(realm)).limit(ACCOUNTS).toList();
        List<String> unknown = Stream.generate(Api::newEmail).limit(ACCOUNTS).toList();
        measure(request, known, unknown, WARM_UP);

        assertThat(DoubleStream.generate(() -> measure(request, known, unknown, SAMPLES))
                        .limit(ROUNDS)
                        .map(Math::abs)
                        .filter(statistic -> statistic < LIMIT)
                        .findFirst())
                .isPresent();
    }

    private String newAccount(Realm realm) {
        return realm == Realm.ADMIN ? admins.add().email() : api.register().email();
    }

    /** Returns the statistic of so many samples of each kind, of which each comes first in every other pair. */
    private static double measure(Consumer<String> request, List<String> known, List<String> unknown, int samples) {
        double[] with = new double[samples];
        double[] without = new double[samples];
        for (int i = 0; i < samples; i++) {
            String account = known.get(i % ACCOUNTS);
            String nobody = unknown.get(i % ACCOUNTS);
            if (i % 2 == 0) {
                with[i] = time(request, account);
                without[i] = time(request, nobody);
            } else {
                without[i] = time(request, nobody);
                with[i] = time(request, account);
            }
        }
        return statistic(with, without);
    }

    private static double time(Consumer<String> request, String email) {
        long start = System.nanoTime();
        request.accept(email);
        return System.nanoTime() - start;
    }

    private static double statistic(double[] left, double[] right) {
        double[] fastestLeft = fastest(left);
        double[] fastestRight = fastest(right);
        double difference = mean(fastestLeft) - mean(fastestRight);
        return difference
                / Math.sqrt(variance(fastestLeft) / fastestLeft.length + variance(fastestRight) / fastestRight.length);
    }

    private static double[] fastest(double[] samples) {
        return Arrays.stream(samples).sorted().limit(KEPT).toArray();
    }

    private static double mean(double[] samples) {
        return Arrays.stream(samples).average().orElseThrow();
    }

    private static double variance(double[] samples) {
        double mean = mean(samples);
        return Arrays.stream(samples)
                        .map(sample -> (sample - mean) * (sample - mean))
                        .sum()
                / (samples.length - 1);
    }
}
