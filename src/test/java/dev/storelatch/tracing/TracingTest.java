package dev.storelatch.tracing;

import static dev.storelatch.tracing.TraceReceiver.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Requests are traced by OTLP over HTTP, without what clients send, and no receiver can do harm. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.tracing.sampling=1",
            "storelatch.tracing.authorization=Bearer of-the-receiver",
            "server.tomcat.remoteip.internal-proxies=127.0.0.1/32"
        })
class TracingTest {

    private static final TraceReceiver RECEIVER = new TraceReceiver();
    private static final Duration EXPORT = Duration.ofSeconds(30);
    private static final String ME = "/store/customers/me";

    @Autowired
    Api api;

    @Autowired
    Tracing tracing;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry settings) {
        settings.add("storelatch.tracing.endpoint", RECEIVER::url);
    }

    @Test
    void aRequestIsASpanWithASpanForEachOfItsStatements() {
        Customer customer = api.register();
        String trace = newTrace();

        Response response = api.cookie(customer.cookie())
                .header("traceparent", sampled(trace))
                .get(ME);

        assertThat(response.statusCode()).isEqualTo(200);
        Span request = requestSpan(trace);
        assertThat(request.getName()).isEqualTo("GET " + ME);
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(HexFormat.of().formatHex(request.getParentSpanId().toByteArray()))
                .isEqualTo("00f067aa0ba902b7");
        assertThat(attributes(request))
                .containsOnly(
                        Map.entry("http.request.method", "GET"),
                        Map.entry("http.route", ME),
                        Map.entry("http.response.status_code", "200"));
        assertThat(statements(trace)).isNotEmpty().allSatisfy(statement -> {
            assertThat(statement.getName()).isEqualTo("SELECT");
            assertThat(statement.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(attributes(statement))
                    .containsOnlyKeys("db.system.name", "db.query.text")
                    .containsEntry("db.system.name", "postgresql");
            assertThat(statement.getStartTimeUnixNano()).isGreaterThanOrEqualTo(request.getStartTimeUnixNano());
            assertThat(statement.getEndTimeUnixNano()).isLessThanOrEqualTo(request.getEndTimeUnixNano());
        });
        assertThat(RECEIVER.requests().get(0).getResourceSpans(0).getResource().getAttributesList())
                .extracting(KeyValue::getKey)
                .contains("service.name");
        assertThat(RECEIVER.authorizations()).containsOnly("Bearer of-the-receiver");
    }

    @Test
    void noSpanContainsWhatAClientHasSent() {
        String trace = newTrace();
        Customer customer = api.register();
        String token = api.json(Api.credentials(customer.email(), customer.password()))
                .header("traceparent", sampled(trace))
                .post("/store/auth/token")
                .path("access_token");
        api.bearer(token).header("traceparent", sampled(trace)).get(ME);
        api.json(Map.of("first_name", "Rumpelstiltskin"), customer.cookie())
                .header("traceparent", sampled(trace))
                .post(ME)
                .then()
                .statusCode(200);
        api.request().header("traceparent", sampled(trace)).get("/store/auth/" + customer.email() + "?q=secretquery");
        api.request().header("traceparent", sampled(trace)).get("/store/no/" + customer.email());

        await().atMost(EXPORT).until(() -> requests(trace).size() == 5);

        assertThat(requests(trace)).extracting(Span::getName).contains("GET /store/auth/{email}", "GET");
        assertThat(RECEIVER.requests().toString())
                .doesNotContain(customer.email(), customer.id(), customer.password(), customer.cookie(), token)
                .doesNotContain("Rumpelstiltskin", "secretquery");
    }

    @Test
    void aFailedStatementAndItsRequestAreErrors() {
        String trace = newTrace();
        jdbc.sql("alter table storelatch.throttle rename to moved").update();
        try {
            RawHttp.Response response = new RawHttp(api.port())
                    .send(
                            "POST",
                            "/store/auth",
                            Map.of("Content-Type", "application/json", "traceparent", sampled(trace)),
                            "{\"email\":\"nobody@example.com\",\"password\":\"a password\"}");
            assertThat(response.status()).isEqualTo(500);
        } finally {
            jdbc.sql("alter table storelatch.moved rename to throttle").update();
        }

        Span request = requestSpan(trace);

        assertThat(attributes(request)).containsEntry("error.type", "500");
        assertThat(request.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(statements(trace))
                .anySatisfy(statement -> assertThat(attributes(statement)).containsEntry("error.type", "42P01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-%s-0000000000000000-01",
                "ff-%s-00f067aa0ba902b7-01",
                "00-%s-00f067aa0ba902b7",
                "00-%s-00f067aa0ba902b7-01-more"
            })
    void aMalformedTraceparentBeginsATrace(String header) {
        String trace = newTrace();
        int before = RECEIVER.spans().size();

        assertThat(new RawHttp(api.port())
                        .send("GET", "/health", Map.of("traceparent", header.formatted(trace)), "")
                        .status())
                .isEqualTo(200);

        await().atMost(EXPORT)
                .until(() -> RECEIVER.spans().stream()
                        .skip(before)
                        .anyMatch(span -> span.getName().equals("GET /health")));
        assertThat(RECEIVER.spansOf(trace)).isEmpty();
    }

    @Test
    void aTrustedProxyDecidesThatARequestIsNotTraced() {
        String trace = newTrace();
        String next = newTrace();
        api.request()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
                .get("/health");
        api.request().header("traceparent", sampled(next)).get("/health");

        requestSpan(next);

        assertThat(RECEIVER.spansOf(trace)).isEmpty();
    }

    @Test
    void nobodyElseCanAddToATrace() throws IOException {
        String trace = newTrace();
        int before = RECEIVER.spans().size();

        try (Socket stranger =
                new Socket(InetAddress.getByName("127.0.0.1"), api.port(), InetAddress.getByName("127.0.0.2"), 0)) {
            String request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\ntraceparent: %s\r\n\r\n";
            stranger.getOutputStream().write(request.formatted(sampled(trace)).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ");
        }

        await().atMost(EXPORT)
                .until(() -> RECEIVER.spans().stream()
                        .skip(before)
                        .anyMatch(span -> span.getName().equals("GET /health")
                                && span.getParentSpanId().isEmpty()));
        assertThat(RECEIVER.spansOf(trace)).isEmpty();
    }

    @Test
    void spansThatASlowReceiverDoesNotTakeAreDropped() {
        CountDownLatch open = new CountDownLatch(1);
        RECEIVER.waitFor(open);
        String dropped = newTrace();
        String next = newTrace();
        int sent = 20_000;
        try {
            IntStream.range(0, sent)
                    .forEach(i -> tracing.begin("GET", sampled(dropped)).end("/flood", 200));
            Customer customer = api.register();
            assertThat(api.cookie(customer.cookie()).get(ME).statusCode()).isEqualTo(200);
        } finally {
            open.countDown();
        }

        await().atMost(EXPORT).until(() -> {
            tracing.begin("GET", sampled(next)).end("/next", 200);
            return !RECEIVER.spansOf(next).isEmpty();
        });
        assertThat(RECEIVER.spansOf(dropped)).hasSizeBetween(1, sent / 2);
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String sampled(String trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    private static Span requestSpan(String trace) {
        await().atMost(EXPORT).until(() -> !requests(trace).isEmpty());
        return requests(trace).get(0);
    }

    private static List<Span> requests(String trace) {
        return ofKind(trace, Span.SpanKind.SPAN_KIND_SERVER);
    }

    private static List<Span> statements(String trace) {
        return ofKind(trace, Span.SpanKind.SPAN_KIND_CLIENT);
    }

    private static List<Span> ofKind(String trace, Span.SpanKind kind) {
        return RECEIVER.spansOf(trace).stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }
}
