package dev.storelatch.token;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Route {@code GET /.well-known/jwks.json}: the public keys that verify our tokens (RFC 7517 §5). The response is public,
 * so pages of every origin may read it and caches may store it.
 */
@RestController
class JwksController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final JwkSet keys;

    JwksController(JwkSet keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> publicKeys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .body(keys.json());
    }
}
