package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.storelatch.core.Failure;
import dev.storelatch.core.StartupException;
import dev.storelatch.password.BreachCheckSettings.Fallback;
import dev.storelatch.support.BreachService;
import dev.storelatch.support.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The check for data breaches, whatever the service responds. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class BreachedPasswordsTest {

    private static final String PASSWORD = "a breached password";
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String LINE = "0018A45C4D1DEF81644B54AB7F969B88D65:10\r\n";

    private final BreachService service = new BreachService();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        service.close();
    }

    @Test
    void knownPasswordsAreRefused() {
        service.know("another breached password", PASSWORD);

        assertThatThrownBy(() -> check(LONG).check(PASSWORD))
                .isInstanceOf(Failure.InvalidData.class)
                .hasMessage("password has appeared in a data breach");
        assertThat(count("found")).isOne();
    }

    @Test
    void unknownPasswordsAreAccepted() {
        service.know("another breached password");

        check(LONG, Fallback.REFUSE).check(PASSWORD);

        assertThat(count("absent")).isOne();
    }

    /** Padding has rests of hashes that were never found. */
    @Test
    void paddingIsNoHit() {
        service.respond(BreachService.range(0, PASSWORD));

        check(LONG, Fallback.REFUSE).check(PASSWORD);

        assertThat(count("absent")).isOne();
    }

    @Test
    void hashesInLowerCaseWithoutALineFeedAtTheEndAreRead() {
        service.respond(200, LINE + BreachService.rest(PASSWORD).toLowerCase(Locale.ROOT) + ":1");

        assertThatThrownBy(() -> check(LONG).check(PASSWORD)).isInstanceOf(Failure.InvalidData.class);
    }

    @Test
    void onlyFiveCharactersOfTheHashLeaveTheServer() {
        check(LONG).check(PASSWORD);

        assertThat(service.requests()).containsExactly("/range/" + BreachService.prefix(PASSWORD));
        assertThat(service.headers().getFirst("Add-Padding")).isEqualTo("true");
        assertThat(service.headers().getFirst("User-Agent")).isEqualTo("Storelatch");
        assertThat(service.headers().values().toString())
                .doesNotContain(PASSWORD)
                .doesNotContain(BreachService.rest(PASSWORD));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("HTTP 500", exchange -> {
                    exchange.sendResponseHeaders(500, -1);
                }),
                failure("HTTP 429", exchange -> {
                    exchange.sendResponseHeaders(429, -1);
                }),
                failure("HTTP 301", exchange -> {
                    exchange.getResponseHeaders().set("Location", "/range/elsewhere");
                    exchange.sendResponseHeaders(301, -1);
                }),
                failure("empty response", exchange -> exchange.sendResponseHeaders(200, -1)),
                failure("malformed response", exchange -> write(exchange, LINE + "<html>Log in to the network</html>")),
                failure("malformed response", exchange -> write(exchange, LINE + LINE.strip() + "x\r\n")),
                failure("malformed response", exchange -> write(exchange, "\0\u00e9".repeat(1000))),
                failure("[A-Za-z]+Exception", exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(LINE.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    exchange.getHttpContext().getServer().stop(0);
                }),
                failure(
                        "[A-Za-z]+Exception",
                        exchange -> exchange.getHttpContext().getServer().stop(0)));
    }

    private static Arguments failure(String reason, BreachService.Handler handler) {
        return Arguments.of(reason, handler);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void failuresOfTheServiceAreHandledAsTheSettingSays(
            String reason, BreachService.Handler handler, CapturedOutput output) {
        service.respond(handler);

        assertThatCode(() -> check(LONG, Fallback.ACCEPT).check(PASSWORD)).doesNotThrowAnyException();
        assertThat(count("failed")).isOne();
        assertThat(output.toString())
                .containsPattern(
                        "New passwords could not be checked for data breaches \\(" + reason + "\\), and were accepted");
        assertThatThrownBy(() -> check(LONG, Fallback.REFUSE).check(PASSWORD))
                .isInstanceOfSatisfying(
                        Failure.ServiceUnavailable.class,
                        refused -> assertThat(refused.retryAfter()).isPositive());
        assertThat(output)
                .doesNotContain(PASSWORD)
                .doesNotContain(BreachService.prefix(PASSWORD))
                .doesNotContain(BreachService.rest(PASSWORD));
    }

    @Test
    void serviceThatIsAwayIsAFailure() {
        service.close();

        check(LONG).check(PASSWORD);

        assertThat(count("failed")).isOne();
    }

    @Test
    void responsesWithoutEndAreNotReadToTheEnd(CapturedOutput output) {
        CountDownLatch closed = new CountDownLatch(1);
        service.respond(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (released.getCount() > 0) {
                    out.write(LINE.repeat(100).getBytes(StandardCharsets.UTF_8));
                }
            } finally {
                closed.countDown();
            }
        });

        check(LONG).check(PASSWORD);

        assertThat(output).contains("(response of more than 524288 bytes)");
        await().until(() -> closed.getCount() == 0);
    }

    @Test
    void slowServicesAreNotWaitedFor() {
        service.respond(exchange -> released.await());

        check(SHORT).check(PASSWORD);

        assertThat(released.getCount()).isOne();
        assertThat(count("failed")).isOne();
    }

    /** Each part arrives in time, but all of them never do. The thread must not be lost, or there would soon be none. */
    @Test
    void responsesInSmallPartsAreNotWaitedFor() {
        BreachedPasswords check = new BreachedPasswords(settings(SHORT, 1, Fallback.ACCEPT), meters, clock);
        service.respond(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!released.await(20, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(LINE.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        });

        check.check(PASSWORD);

        assertThat(count("failed")).isOne();
        service.know(PASSWORD);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> check.check(PASSWORD)).isInstanceOf(Failure.InvalidData.class));
    }

    @Test
    void onlySoManyRequestsWaitForTheService() {
        BreachedPasswords check = new BreachedPasswords(settings(LONG, 2, Fallback.REFUSE), meters, clock);
        service.respond(exchange -> {
            released.await();
            BreachService.range(7).handle(exchange);
        });
        List<CompletableFuture<Void>> waiting = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> check.check(PASSWORD)))
                .limit(2)
                .toList();
        await().until(() -> service.requests().size() == 2);

        assertThatThrownBy(() -> check.check(PASSWORD)).isInstanceOf(Failure.ServiceUnavailable.class);

        assertThat(count("skipped")).isOne();
        assertThat(service.requests()).hasSize(2);
        released.countDown();
        assertThat(waiting).allSatisfy(request -> assertThatCode(request::join).doesNotThrowAnyException());
        assertThat(count("absent")).isEqualTo(2);
    }

    @Test
    void serviceIsLeftAloneAfterFailuresInARow() {
        BreachedPasswords check = check(LONG);
        service.respond(500, "");

        for (int i = 0; i < 7; i++) {
            check.check(PASSWORD);
        }

        assertThat(service.requests()).hasSize(5);
        assertThat(count("failed")).isEqualTo(5);
        assertThat(count("skipped")).isEqualTo(2);
    }

    @Test
    void warningIsLoggedOnceAMinute(CapturedOutput output) {
        BreachedPasswords check = check(LONG);
        service.respond(500, "");

        check.check(PASSWORD);
        check.check(PASSWORD);
        assertThat(output.toString().split("could not be checked", -1)).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        check.check(PASSWORD);

        assertThat(output.toString().split("could not be checked", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/range/",
                "/range/",
                "https:///range/",
                "https://user:secret@example.com/range/",
                "https://example.com/range"
            })
    void otherAddressesAreRefusedAtTheStart(String url) {
        assertThatThrownBy(() -> new BreachCheckSettings(true, URI.create(url), LONG, 8, Fallback.ACCEPT))
                .isInstanceOf(StartupException.class)
                .hasMessageNotContaining("secret");
    }

    private BreachedPasswords check(Duration timeout) {
        return check(timeout, Fallback.ACCEPT);
    }

    private BreachedPasswords check(Duration timeout, Fallback fallback) {
        return new BreachedPasswords(settings(timeout, 8, fallback), meters, clock);
    }

    private BreachCheckSettings settings(Duration timeout, int maxConcurrent, Fallback fallback) {
        return new BreachCheckSettings(true, URI.create(service.url()), timeout, maxConcurrent, fallback);
    }

    private double count(String outcome) {
        return meters.get("storelatch.password.breach.checks")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static void write(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
