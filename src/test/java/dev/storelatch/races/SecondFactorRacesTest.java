package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Of many parallel uses of a challenge, a code or a recovery code one opens a log-in. */
@ServerTest
@Tag("races")
@TestPropertySource(properties = "storelatch.throttle.factor.attempts=100")
class SecondFactorRacesTest {

    private static final int THREADS = 50;

    @Autowired
    Api api;

    @Autowired
    Authenticators authenticators;

    @Test
    void oneChallengeOpensOneLogIn() throws Exception {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        String code = authenticators.code(app);

        List<Integer> statuses = ConcurrentCalls.run(
                THREADS,
                thread -> thread % 2 == 0
                        ? answer(challenge, "code", code)
                        : answer(challenge, "recovery_code", app.recoveryCodes().get(thread % 10)));

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
        String next = authenticators.challenge(customer);
        long left = app.recoveryCodes().stream()
                .filter(unused -> answer(authenticators.challenge(customer), "recovery_code", unused) == 200)
                .count();
        assertThat(left).isGreaterThanOrEqualTo(9);
        assertThat(answer(next, "recovery_code", app.recoveryCodes().get(0))).isEqualTo(403);
    }

    @Test
    void oneCodeIsAcceptedOnceForAllChallenges() throws Exception {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        List<String> challenges = challenges(customer);
        String code = authenticators.code(app);

        List<Integer> statuses =
                ConcurrentCalls.run(THREADS, thread -> answer(challenges.get(thread % 20), "code", code));

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401, 403);
    }

    @Test
    void oneRecoveryCodeIsAcceptedOnceForAllChallenges() throws Exception {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        List<String> challenges = challenges(customer);

        List<Integer> statuses = ConcurrentCalls.run(
                THREADS,
                thread -> answer(
                        challenges.get(thread % 20),
                        "recovery_code",
                        app.recoveryCodes().get(0)));

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401, 403);
    }

    @Test
    void oneSetUpAddsOneFactor() throws Exception {
        Customer customer = api.register();
        String secret = api.json(Map.of("current_password", customer.password()), customer.cookie())
                .post("/store/auth/factors/totp")
                .path("secret");
        String code = authenticators.code(secret);

        List<Integer> statuses = ConcurrentCalls.run(
                20,
                thread -> api.json(Map.of("code", code), customer.cookie())
                        .post("/store/auth/factors/totp/confirm")
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    private List<String> challenges(Customer customer) {
        return IntStream.range(0, 20)
                .mapToObj(number -> authenticators.challenge(customer))
                .toList();
    }

    private int answer(String challenge, String property, String proof) {
        return api.json(Map.of("challenge", challenge, property, proof))
                .post("/store/auth")
                .statusCode();
    }
}
