package dev.storelatch.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The keys that sign and verify access tokens: secrets for HS256, and key pairs for RS256, ES256 and EdDSA. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TokenKeys implements PublishedKeys {

    private final List<SecretKey> secrets;
    private final Map<String, SigningKey> keyPairs = new LinkedHashMap<>();
    private final Optional<SigningKey> signingKey;

    TokenKeys(TokenSettings settings) {
        this.secrets = settings.secrets().stream()
                .<SecretKey>map(secret -> new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                .toList();
        settings.keys().forEach(key -> keyPairs.putIfAbsent(key.id(), key));
        this.signingKey =
                settings.keys().stream().filter(key -> key.privateKey() != null).findFirst();
    }

    /** Returns the secrets, newest first. */
    List<SecretKey> secrets() {
        return secrets;
    }

    /** Returns the key pair that signs new tokens; if empty, the first secret does. */
    Optional<SigningKey> signingKey() {
        return signingKey;
    }

    boolean hasKeyPairs() {
        return !keyPairs.isEmpty();
    }

    @Nullable
    SigningKey find(@Nullable String keyId) {
        return keyPairs.get(keyId);
    }

    @Override
    public List<SigningKey> keyPairs() {
        return List.copyOf(keyPairs.values());
    }
}
