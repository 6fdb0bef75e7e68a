package dev.storelatch.edge;

import dev.storelatch.core.Actor;
import dev.storelatch.crypto.Secret;
import dev.storelatch.token.JwtSigner;
import dev.storelatch.token.PublishedKeys;
import dev.storelatch.token.SigningKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Writes short-lived tokens for the server behind a proxy, with the claims of Medusa's access tokens. */
@Component
class UpstreamTokens implements PublishedKeys {

    private final UpstreamSettings settings;
    private final Optional<JwtSigner> signer;
    private final Clock clock;

    UpstreamTokens(EdgeSettings edge, Clock clock) {
        this.settings = edge.upstream();
        this.signer = signer(settings);
        this.clock = clock;
    }

    private static Optional<JwtSigner> signer(UpstreamSettings settings) {
        Secret secret = settings.secret();
        return secret == null
                ? settings.keys().stream().findFirst().map(JwtSigner::of)
                : Optional.of(JwtSigner.of(new SecretKeySpec(secret.bytes(), "HmacSHA256")));
    }

    /** Returns a token for the account; empty if none are configured. */
    Optional<String> write(Actor actor) {
        return signer.map(signing -> signing.token(actor, clock.instant(), settings.lifetime())
                .issuer(settings.issuer())
                .claim("aud", settings.audience())
                .compact());
    }

    @Override
    public List<SigningKey> keyPairs() {
        return settings.keys();
    }
}
