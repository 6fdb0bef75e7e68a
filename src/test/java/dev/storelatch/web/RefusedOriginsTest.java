package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class RefusedOriginsTest {

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Test
    void aRefusedOriginIsNamedOnceAMinuteWithItsSetting(CapturedOutput output) {
        clock.advance(Duration.ofMinutes(1));

        for (String origin : List.of(
                "http://localhost:8000",
                "nonsense",
                "https://shop.example.com/\u00e9",
                "https://shop.example.com",
                "https://other.example.com")) {
            api.request().header("Origin", origin).options("/store/auth").then().statusCode(204);
        }
        api.request()
                .header("Origin", "https://admin.example.com")
                .options("/admin/auth")
                .then()
                .statusCode(204);

        assertThat(output.getAll().lines().filter(line -> line.contains("may not call")))
                .satisfiesExactly(
                        store -> assertThat(store)
                                .endsWith(
                                        "A page of https://shop.example.com may not call /store. If it is yours, add it"
                                                + " to STORE_CORS."),
                        admin -> assertThat(admin)
                                .endsWith(
                                        "A page of https://admin.example.com may not call /admin. If it is yours, add it"
                                                + " to ADMIN_CORS."));
    }
}
