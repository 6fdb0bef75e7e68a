package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.crypto.JwtJsonSerializer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes access tokens as JWTs (RFC 7519) of Medusa's form, signed by the first private key or else the first secret. */
@Component
class JwtWriter {

    private final TokenKeys keys;
    private final Clock clock;

    JwtWriter(TokenKeys keys, Clock clock) {
        this.keys = keys;
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
        Instant now = clock.instant();
        JwtBuilder token = Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .header()
                .add(
                        "alg",
                        keys.signingKey().map(key -> key.algorithm().getId()).orElse("HS256"))
                .add("typ", "JWT")
                .add("kid", keys.signingKey().map(SigningKey::id).orElse(null))
                .and()
                .claim(actor.realm().subjectClaim(), actor.id())
                .claim("domain", actor.realm().id())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .id(id)
                .claim("epoch", epoch)
                .claim("family", family);
        return keys.signingKey()
                .map(key -> token.signWith(key.privateKey(), key.algorithm()))
                .orElseGet(() -> token.signWith(keys.secrets().get(0), Jwts.SIG.HS256))
                .compact();
    }
}
