package dev.storelatch.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.BreachService;
import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** By default, new passwords are accepted while they cannot be checked for data breaches. */
@ServerTest
@TestPropertySource(
        properties = {"storelatch.password.breach-check.enabled=true", "storelatch.password.breach-check.timeout=200ms"
        })
class BreachCheckAwayTest {

    private static final BreachService SERVICE = new BreachService();
    private static final CountDownLatch END = new CountDownLatch(1);

    @Autowired
    Api api;

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void service(DynamicPropertyRegistry registry) {
        registry.add("storelatch.password.breach-check.url", SERVICE::url);
    }

    @AfterAll
    static void stop() {
        END.countDown();
        SERVICE.close();
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                outage("error", exchange -> exchange.sendResponseHeaders(500, -1)),
                outage("garbage", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("<html>".getBytes(UTF_8));
                }),
                outage("silence", exchange -> END.await()));
    }

    private static Arguments outage(String name, BreachService.Handler handler) {
        return Arguments.of(name, handler);
    }

    @Timeout(60)
    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void registrationSucceeds(String name, BreachService.Handler handler) {
        SERVICE.respond(handler);
        double before = failed();

        api.json(Api.credentials(Api.newEmail(), "quite new " + UUID.randomUUID()))
                .post("/store/customers")
                .then()
                .statusCode(200);

        assertThat(failed()).isEqualTo(before + 1);
    }

    private double failed() {
        return meters.get("storelatch.password.breach.checks")
                .tag("outcome", "failed")
                .counter()
                .count();
    }
}
