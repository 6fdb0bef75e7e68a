package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/** Liveness and readiness; their responses during an outage of the database are tested in {@code outage}. */
@ServerTest
class HealthTest {

    @Autowired
    Api api;

    @Autowired
    ApplicationContext context;

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void aServerWithItsDatabaseIsAliveAndReady(String path) {
        api.request()
                .get(path)
                .then()
                .statusCode(200)
                .contentType(equalTo("text/html;charset=utf-8"))
                .body(equalTo("OK"));
        assertThat(api.request().head(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aStoppingServerIsAliveButNotReady() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            api.request()
                    .get("/health/ready")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("type", equalTo("service_unavailable"));
            assertThat(api.request().get("/health").statusCode()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready/x", "/health/readiness"})
    void otherPathsAreUnknownRoutes(String path) {
        api.request().get(path).then().statusCode(404).body("message", equalTo("Cannot GET " + path));
    }
}
