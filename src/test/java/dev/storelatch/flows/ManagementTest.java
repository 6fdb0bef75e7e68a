package dev.storelatch.flows;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/health"})
    void publicPortServesNoActuator(String path) {
        given().port(port).get(path).then().statusCode(404).body("message", equalTo("Cannot GET " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/store/auth", "/health"})
    void managementPortServesNothingElse(String path) {
        given().port(managementPort).get(path).then().statusCode(404);
    }
}
