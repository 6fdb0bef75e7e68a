package dev.storelatch.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Live figures of the server. Its own timer takes samples meanwhile, so the tests add up all of them. */
@ServerTest
class FiguresTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    Figures figures;

    @Test
    void logInsFailuresRefusalsAndRequestsAreCounted() {
        String admin = adminApi.token(adminApi.add());
        Customer customer = api.register();
        figures.sample();
        Map<String, Integer> before = sums(admin);

        api.login(customer);
        IntStream.range(0, 11).forEach(attempt -> api.login(customer.email(), "a wrong password"));
        figures.sample();

        Map<String, Integer> after = sums(admin);
        assertThat(increase("logins", before, after)).isEqualTo(1);
        assertThat(increase("failures", before, after)).isEqualTo(10);
        assertThat(increase("refusals", before, after)).isEqualTo(1);
        assertThat(increase("requests", before, after)).isGreaterThanOrEqualTo(11);
    }

    private static int increase(String name, Map<String, Integer> before, Map<String, Integer> after) {
        return Objects.requireNonNull(after.get(name)) - Objects.requireNonNull(before.get(name));
    }

    @Test
    void samplesHaveTheirKeysAndAreBounded() {
        String admin = adminApi.token(adminApi.add());
        IntStream.range(0, 100).forEach(number -> figures.sample());
        Response response = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            api.request().get("/health");
                            figures.sample();
                            return api.bearer(admin).get("/admin/figures");
                        },
                        // A request is counted when it has been answered, which may be a moment later.
                        list -> list.path("samples[89].p99_ms") != null);

        response.then().statusCode(200).body("interval", equalTo(10)).body("samples.size()", equalTo(90));
        assertThat(response.<Map<String, ?>>path("samples[89]").keySet())
                .containsExactly(
                        "at",
                        "logins",
                        "failures",
                        "refusals",
                        "requests",
                        "p99_ms",
                        "hashing_waiting",
                        "connections_waiting");
        assertThat(response.<Number>path("samples[89].p99_ms").doubleValue()).isPositive();
        assertThat(response.<Integer>path("samples[89].connections_waiting")).isZero();
    }

    @Test
    void membersAreRefused() {
        api.bearer(adminApi.token(adminApi.add("member")))
                .get("/admin/figures")
                .then()
                .statusCode(403);
    }

    private Map<String, Integer> sums(String admin) {
        Response response = api.bearer(admin).get("/admin/figures");
        return Map.of(
                "logins", sum(response.path("samples.logins")),
                "failures", sum(response.path("samples.failures")),
                "refusals", sum(response.path("samples.refusals")),
                "requests", sum(response.path("samples.requests")));
    }

    private static int sum(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).sum();
    }
}
