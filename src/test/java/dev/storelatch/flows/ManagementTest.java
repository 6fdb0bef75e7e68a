package dev.storelatch.flows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Metrics and health, on the management port only. */
@ServerTest
@TestPropertySource(properties = "management.server.port=0")
class ManagementTest {

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void managementPortServesMetricsAndHealth() {
        given().port(managementPort)
                .get("/actuator/prometheus")
                .then()
                .statusCode(200)
                .body(containsString("storelatch_rows{table=\"revoked_token\"}"))
                .body(containsString("storelatch_connections_waiting 0.0"))
                .body(containsString("hikaricp_connections_active"));
        given().port(managementPort)
                .get("/actuator/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
    }

    @Test
    void levelsOfTheLogCanBeChangedAtRuntime() {
        Logger logger = LoggerFactory.getLogger("dev.storelatch.web.LevelOfTheTest");

        setLevel("debug").statusCode(204);

        assertThat(logger.isDebugEnabled()).isTrue();
        given().port(managementPort)
                .get("/actuator/loggers/" + logger.getName())
                .then()
                .statusCode(200)
                .body("configuredLevel", equalTo("DEBUG"));
        setLevel(null).statusCode(204);
        assertThat(logger.isDebugEnabled()).isFalse();
        setLevel("loud").statusCode(400);
    }

    /** Without a body, the request needs no preflight, and would remove the level that the settings have. */
    @Test
    void pageInTheBrowserOfAnOperatorCannotChangeLevels() {
        given().port(managementPort)
                .header("Origin", "https://evil.example.com")
                .post("/actuator/loggers/org.apache.coyote")
                .then()
                .statusCode(404);
        given().port(managementPort)
                .header("Origin", "https://evil.example.com")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .options("/actuator/loggers/org.apache.coyote")
                .then()
                .statusCode(404)
                .header("Access-Control-Allow-Origin", nullValue());
        assertThat(LoggerFactory.getLogger("org.apache.coyote").isInfoEnabled()).isFalse();
    }

    private ValidatableResponse setLevel(@Nullable String level) {
        return given().port(managementPort)
                .contentType("application/json")
                .body(Collections.singletonMap("configuredLevel", level))
                .post("/actuator/loggers/dev.storelatch.web.LevelOfTheTest")
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/loggers", "/actuator/prometheus", "/actuator/health"})
    void publicPortServesNoActuator(String path) {
        given().port(port).get(path).then().statusCode(404).body("message", equalTo("Cannot GET " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/store/auth", "/health"})
    void managementPortServesNothingElse(String path) {
        given().port(managementPort).get(path).then().statusCode(404);
    }
}
