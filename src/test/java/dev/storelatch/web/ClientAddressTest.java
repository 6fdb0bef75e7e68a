package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** A proxy that does not tell the addresses of its clients makes the limits of a network those of all clients. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "storelatch.throttle.callers=192.0.2.1")
class ClientAddressTest {

    private static final String MISSING = "without X-Forwarded-For";
    private static final String MALFORMED = "no IP address in X-Forwarded-For";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @BeforeEach
    void letWarningsBeDue() {
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void missingAddressIsReportedOnceAMinute(CapturedOutput output) {
        logIn(api.request());
        logIn(api.request());

        assertThat(output.getOut().split(MISSING, -1)).hasSize(2);
        assertThat(output.getOut())
                .contains("storelatch.throttle.callers")
                .contains("server.tomcat.remoteip.internal-proxies");
        clock.advance(Duration.ofMinutes(1));
        logIn(api.request());
        assertThat(output.getOut().split(MISSING, -1)).hasSize(3);
    }

    @Test
    void textThatIsNoAddressIsReported(CapturedOutput output) {
        logIn(api.request().header("X-Forwarded-For", "unknown"));

        assertThat(output.getOut()).contains(MALFORMED).doesNotContain(MISSING);
    }

    @Test
    void addressWithAPortIsOne(CapturedOutput output) {
        logIn(api.request().header("X-Forwarded-For", "203.0.113.7:50123"));
        logIn(api.request().header("X-Forwarded-For", "203.0.113.7"));

        assertThat(output.getOut()).doesNotContain(MISSING).doesNotContain(MALFORMED);
    }

    private static void logIn(RequestSpecification request) {
        request.contentType("application/json")
                .body(Api.credentials(Api.newEmail(), "not the password"))
                .post("/store/auth")
                .then()
                .statusCode(401);
    }
}
