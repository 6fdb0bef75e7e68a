package dev.storelatch.token;

import dev.storelatch.core.Actor;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes access tokens as JWTs (RFC 7519) of Medusa's form, signed by the first private key or else the first secret. */
@Component
class JwtWriter {

    private final JwtSigner signer;
    private final Clock clock;

    JwtWriter(TokenKeys keys, Clock clock) {
        this.signer = keys.signingKey()
                .map(JwtSigner::of)
                .orElseGet(() -> JwtSigner.of(keys.secrets().get(0)));
        this.clock = clock;
    }

    /**
     * Returns a token whose first four claims are Medusa's, in Medusa's order.
     *
     * @param id the claim {@code jti}
     * @param epoch token epoch of the account
     * @param family the log-in that the token belongs to, if that can be refreshed
     */
    String write(Actor actor, Duration lifetime, String id, int epoch, @Nullable String family) {
        return signer.token(actor, clock.instant(), lifetime)
                .id(id)
                .claim("epoch", epoch)
                .claim("family", family)
                .compact();
    }
}
