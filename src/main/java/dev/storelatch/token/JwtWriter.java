package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes access tokens as JWTs (RFC 7519) of Medusa's form, signed by the first private key or else the first secret. */
@Component
class JwtWriter {

    private static final Set<String> PASSWORD_ONLY = Set.of(Authentication.PASSWORD);

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
     * @param methods how the account was authenticated, as values of RFC 8176; empty if the log-in is stored with them. A
     *     password alone is not written, so that the token is then of Medusa's form
     */
    String write(Actor actor, Duration lifetime, String id, int epoch, @Nullable String family, Set<String> methods) {
        return signer.token(actor, clock.instant(), lifetime)
                .id(id)
                .claim("epoch", epoch)
                .claim("family", family)
                .claim(
                        "amr",
                        PASSWORD_ONLY.containsAll(methods)
                                ? null
                                : methods.stream().sorted().toList())
                .compact();
    }
}
