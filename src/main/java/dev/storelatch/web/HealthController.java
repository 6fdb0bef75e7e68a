package dev.storelatch.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /health}, for liveness checks. */
@RestController
class HealthController {

    static final String HTML = "text/html; charset=utf-8";

    @GetMapping("/health")
    ResponseEntity<String> health() {
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, HTML).body("OK");
    }
}
