package dev.storelatch.federation;

import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.token.SigningKey;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Computes the client secret that Apple requires: a JWT that is signed with the team's key, and valid for a short time. */
final class AppleSecret {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private AppleSecret() {}

    static String of(Provider provider, Clock clock) {
        ProviderSettings settings = provider.settings();
        SigningKey key = Objects.requireNonNull(settings.keyFile());
        Instant now = clock.instant();
        return Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .header()
                .add("kid", settings.keyId())
                .and()
                .issuer(settings.teamId())
                .subject(settings.clientId())
                .audience()
                .single(provider.issuer())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .signWith(Objects.requireNonNull(key.privateKey()), Jwts.SIG.ES256)
                .compact();
    }
}
