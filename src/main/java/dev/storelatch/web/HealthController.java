package dev.storelatch.web;

import dev.storelatch.core.Failure;
import java.time.Duration;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Probes for container platforms and load balancers. */
@RestController
class HealthController {

    static final String HTML = "text/html; charset=utf-8";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HealthEndpoint health;

    HealthController(HealthEndpoint health) {
        this.health = health;
    }

    /** Liveness: the process serves requests. It does not depend on the database, which a restart would not bring back. */
    @GetMapping("/health")
    ResponseEntity<String> live() {
        return ok();
    }

    /**
     * Readiness: the server is neither starting nor stopping, and the database can be reached.
     *
     * @throws Failure.ServiceUnavailable if not
     */
    @GetMapping("/health/ready")
    ResponseEntity<String> ready() {
        HealthDescriptor readiness = health.healthForPath("readiness");
        if (readiness == null || !readiness.getStatus().equals(Status.UP)) {
            throw new Failure.ServiceUnavailable("not ready", RETRY_AFTER);
        }
        return ok();
    }

    private static ResponseEntity<String> ok() {
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, HTML).body("OK");
    }
}
