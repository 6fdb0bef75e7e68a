package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import dev.storelatch.support.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Events to a real HTTP server. */
@Timeout(60)
class WebhookTest {

    private static final String NEW = "new-webhook-secret-7XyPq3LhGdUeR9sJvB1kHn";
    private static final String OLD = "old-webhook-secret-ZQ4cT8pMmbV2aN5rKfWq1x";
    private static final OutboxMessage MESSAGE = new OutboxMessage(
            UUID.fromString("7f3b2c1d-0000-4000-8000-000000000001"),
            Greeting.NOTICE.name(),
            Greeting.to("Ada"),
            Instant.EPOCH);

    private record Received(Map<String, List<String>> headers, String body) {

        String header(String name) {
            return Objects.requireNonNull(headers.get(name)).get(0);
        }
    }

    private final List<Received> received = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private HttpServer server;
    private int status = 204;
    private @Nullable String header;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void respond(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
        if (header != null) {
            exchange.getResponseHeaders().set(header.split(": ")[0], header.split(": ")[1]);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void anEventIsSignedByEverySecret() throws Exception {
        assertThat(webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE)).isInstanceOf(DeliveryResult.Accepted.class);

        Received event = received.get(0);
        assertThat(event.body())
                .isEqualTo("{\"type\":\"test.greeting\",\"timestamp\":\"1970-01-01T00:00:00Z\"," + "\"data\":"
                        + JsonMapper.shared().readTree(event.body()).get("data") + "}")
                .contains("\"name\":\"Ada\"");
        assertThat(event.header("Webhook-id")).isEqualTo(MESSAGE.id().toString());
        assertThat(Long.parseLong(event.header("Webhook-timestamp")))
                .isCloseTo(clock.instant().getEpochSecond(), offset(5L));
        String signed = event.header("Webhook-id") + "." + event.header("Webhook-timestamp") + "." + event.body();
        assertThat(event.header("Webhook-signature")).isEqualTo("v1," + hmac(NEW, signed) + " v1," + hmac(OLD, signed));
        assertThat(event.header("Content-type")).isEqualTo("application/json; charset=UTF-8");
    }

    @Test
    void theIdIsTheSameAtEachAttempt() {
        status = 503;
        webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE);
        status = 200;
        webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE);

        assertThat(received)
                .extracting(event -> event.header("Webhook-id"))
                .hasSize(2)
                .containsOnly(MESSAGE.id().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "410, false",
        "422, false",
        "401, true",
        "404, true",
        "429, true",
        "500, true",
        "302, true"
    })
    void aClientErrorIsFinalUnlessItCanBeTemporary(int refusal, boolean again) {
        status = refusal;

        assertThat(webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE))
                .isInstanceOf(again ? DeliveryResult.Deferred.class : DeliveryResult.Refused.class);
    }

    @Test
    void retryAfterDelaysTheNextAttempt() {
        status = 503;
        header = "Retry-After: 120";

        assertThat(webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE))
                .isEqualTo(new DeliveryResult.Deferred("HTTP 503", Duration.ofMinutes(2)));
    }

    @Test
    void aRedirectIsNotFollowed() {
        status = 307;
        header = "Location: http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere";

        webhook("127.0.0.1").send(Greeting.NOTICE, MESSAGE);

        assertThat(received).hasSize(1);
    }

    @Test
    void aHostNameWithAPrivateAddressIsRefused() {
        URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");

        assertThat(new WebhookChannel(settings(url), JsonMapper.shared(), clock).send(Greeting.NOTICE, MESSAGE))
                .isEqualTo(new DeliveryResult.Deferred("PrivateAddressException"));
        assertThat(received).isEmpty();
    }

    @Test
    void aReceiverThatDoesNotRespondIsDeferred() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(new WebhookChannel(settings(url, "127.0.0.1"), JsonMapper.shared(), clock)
                            .send(Greeting.NOTICE, MESSAGE))
                    .isInstanceOf(DeliveryResult.Deferred.class);
        }
    }

    @Test
    void aReceiverThatRespondsTooSlowlyIsDeferred() throws IOException {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            thread(() -> {
                try (Socket client = slow.accept()) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.UTF_8));
                    while (true) {
                        client.getOutputStream().write('x');
                        Thread.sleep(200);
                    }
                }
            });
            URI url = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/");

            assertThat(new WebhookChannel(settings(url, "127.0.0.1"), JsonMapper.shared(), clock)
                            .send(Greeting.NOTICE, MESSAGE))
                    .isInstanceOf(DeliveryResult.Deferred.class);
        }
    }

    @Test
    void aResponseBodyIsNotRead() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8_192]);
            }
        });
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/endless");
        WebhookChannel webhook = new WebhookChannel(settings(url, "127.0.0.1"), JsonMapper.shared(), clock);

        // More requests than the client has connections, each of which must be released.
        for (int i = 0; i < 30; i++) {
            assertThat(webhook.send(Greeting.NOTICE, MESSAGE)).isInstanceOf(DeliveryResult.Accepted.class);
        }
    }

    @Test
    void aMessageWithNothingLeftToSendIsSkipped() {
        OutboxMessage passed =
                new OutboxMessage(MESSAGE.id(), Greeting.NOTICE.name(), Greeting.to("nobody"), Instant.EPOCH);

        assertThat(webhook("127.0.0.1").send(Greeting.NOTICE, passed)).isInstanceOf(DeliveryResult.Skipped.class);
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/events",
                "http://127.0.0.1/events",
                "ftp://shop.example.com/",
                "https://user:password@shop.example.com/",
                "events"
            })
    void onlyHttpsIsAcceptedUnlessTheHostIsListed(String url) {
        assertThatThrownBy(() -> settings(URI.create(url))).isInstanceOf(StartupException.class);
    }

    /** The example of the Standard Webhooks specification. */
    @Test
    void aSecretInTheFormOfTheSpecificationIsDecoded() {
        WebhookSignature signature = new WebhookSignature(List.of(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

        assertThat(signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThatThrownBy(() -> new WebhookSignature(List.of(Secret.of("whsec_%%%"))))
                .isInstanceOf(StartupException.class);
    }

    @Test
    void aStrongSecretIsRequired() {
        URI url = URI.create("https://shop.example.com/");
        assertThatThrownBy(() -> new WebhookSettings(url, List.of(), Set.of(), List.of()))
                .isInstanceOf(StartupException.class);
        assertThatThrownBy(() -> new WebhookSettings(url, List.of(Secret.of("short")), Set.of(), List.of()))
                .isInstanceOf(StartupException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "ff02::1",
                "198.18.0.1"
            })
    void privateAddressesAreRefused(String address) throws IOException {
        assertThat(new PrivateNetworks(List.of()).isAllowed("shop.example.com", InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2a00:1450:4001::1", "100.128.0.1"})
    void publicAddressesAreAllowed(String address) throws IOException {
        assertThat(new PrivateNetworks(List.of()).isAllowed("shop.example.com", InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.internal", "EVENTS.internal", "10.0.0.0/8", "10.1.2.3"})
    void aListedHostOrNetworkIsAllowed(String entry) throws IOException {
        assertThat(new PrivateNetworks(List.of(entry)).isAllowed("events.internal", InetAddress.getByName("10.1.2.3")))
                .isTrue();
        assertThat(new PrivateNetworks(List.of(entry))
                        .isAllowed("other.internal", InetAddress.getByName("192.168.0.1")))
                .isFalse();
    }

    private WebhookChannel webhook(String... allowed) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
        return new WebhookChannel(settings(url, allowed), JsonMapper.shared(), clock);
    }

    private static WebhookSettings settings(URI url, String... allowed) {
        return new WebhookSettings(
                url, List.of(Secret.of(NEW), Secret.of(OLD)), Set.of(Greeting.NOTICE.name()), List.of(allowed));
    }

    private static void thread(Callable<?> action) {
        Thread thread = new Thread(new FutureTask<>(action));
        thread.setDaemon(true);
        thread.start();
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
