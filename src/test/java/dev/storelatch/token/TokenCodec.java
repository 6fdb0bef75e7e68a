package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writer and the verifier of a server with these keys. */
final class TokenCodec {

    private final TokenKeys keys;
    private final JwtWriter writer;
    private final JwtVerifier verifier;

    TokenCodec(List<Secret> secrets, List<SigningKey> keyPairs, Clock clock) {
        TokenSettings.Refresh refresh = new TokenSettings.Refresh(
                Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofDays(90));
        keys = new TokenKeys(
                new TokenSettings(secrets, keyPairs, Duration.ofDays(30), Duration.ofHours(24), refresh, true, null));
        writer = new JwtWriter(keys, clock);
        verifier = new JwtVerifier(keys, clock);
    }

    String write(Actor actor, Duration lifetime, String id, int epoch, @Nullable String family) {
        return writer.write(actor, lifetime, id, epoch, family, Set.of("pwd"));
    }

    Optional<AccessToken> read(String token, Realm realm) {
        return verifier.verify(token, realm);
    }

    String publicKeys() {
        return new JwkSet(List.of(keys)).json();
    }
}
