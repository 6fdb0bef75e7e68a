package dev.storelatch.token;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The public keys of all modules as a JWK set (RFC 7517 §5). */
@Component
class JwkSet {

    private final String json;

    /** @param keys those of access tokens first */
    JwkSet(List<PublishedKeys> keys) {
        json = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "keys",
                        keys.stream()
                                .flatMap(published -> published.keyPairs().stream())
                                .map(SigningKey::publicJwk)
                                .distinct()
                                .toList()));
    }

    String json() {
        return json;
    }
}
