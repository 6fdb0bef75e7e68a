package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** With the access log, each request is a line that has the route and not the path. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "storelatch.access-log.enabled=true",
            "logging.level.storelatch.access=info",
            "storelatch.throttle.callers=192.0.2.1"
        })
class AccessLogTest {

    @Autowired
    Api api;

    @ParameterizedTest
    @CsvSource({
        "GET, /health, GET /health 200",
        "GET, /store/customers/me, GET /store/customers/me 401",
        "GET, /Store/Customers/ME/, GET /store/customers/me 401",
        "GET, /store/auth/ada@example.com, GET /store/auth/{email} 200",
        "GET, /store/auth/ada%2Flove@example.com?x=1, GET /store/auth/{email} 200",
        "GET, /ada@example.com, GET unknown 404",
        "GET, /store/auth/ada@example.com/x, GET unknown 404",
        "ADALOVELACE, /health, OTHER /health 404",
        "GET, /store/auth/ada@example.com%00, GET /store/auth/{email} 400",
        "GET, /store/ada@example.com%E0%A4%A, GET unknown 400"
    })
    void lineHasTheRouteAndNotThePath(String method, String path, String expected, CapturedOutput log) {
        String id = new RawHttp(api.port())
                .send(method, path, Map.of("X-Forwarded-For", "203.0.113.77"), "")
                .header("X-Request-Id")
                .orElseThrow();

        assertThat(line(log)).startsWith(expected + " ").endsWith(" ms 203.0.113.0/24");
        assertThat(id).hasSize(32);
        assertThat(log.getAll()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void lineHasTheLengthOfTheBody(CapturedOutput log) {
        Customer customer = api.register();
        line(log);
        String body = api.cookie(customer.cookie()).get("/store/customers/me").asString();

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> lines(log).size() > 1);
        assertThat(lines(log).get(1)).startsWith("GET /store/customers/me 200 %d bytes".formatted(body.length()));
    }

    @Test
    void requestThatTomcatRefusesIsALine(CapturedOutput log) {
        new RawHttp(api.port()).send("GET", "/health", Map.of("Na me", "x"), "");

        assertThat(line(log)).contains(" 400 ");
    }

    /** The line is written after the response was sent. */
    private static String line(CapturedOutput log) {
        return Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> lines(log), lines -> !lines.isEmpty())
                .get(0);
    }

    private static List<String> lines(CapturedOutput log) {
        String logger = " storelatch.access ";
        return Arrays.stream(log.getOut().split("\n"))
                .filter(line -> line.contains(logger))
                .map(line ->
                        line.substring(line.indexOf(logger) + logger.length()).strip())
                .toList();
    }
}
