package dev.storelatch.token;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /.well-known/jwks.json}: the public keys for whoever verifies our tokens (RFC 7517 §5). It is the one
 * answer that is nobody's own, so pages of every origin may read it and caches may keep it.
 */
@RestController
class JwksController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final AccessTokens tokens;

    JwksController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> publicKeys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .body(tokens.publicKeys());
    }
}
