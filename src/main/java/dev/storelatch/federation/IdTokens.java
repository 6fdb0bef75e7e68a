package dev.storelatch.federation;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClientException;

/** Makes decoders of ID tokens: signature by one of the provider's keys, issuer, audience and times. */
final class IdTokens {

    private static final Duration KEY_LIFETIME = Duration.ofMinutes(15);
    private static final Duration KEY_WAIT = Duration.ofSeconds(6);

    /** Clocks of two servers may differ by as much. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private IdTokens() {}

    /** Returns a decoder that accepts signatures with public keys only (RFC 8725 §3.1). */
    static JwtDecoder decoder(ClientRegistration registration, Discovery discovery, ProviderHttp http, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys(discovery.keySet(), http))
                .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        OidcIdTokenValidator validator = new OidcIdTokenValidator(registration);
        validator.setClock(clock);
        validator.setClockSkew(SKEW);
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validator, times, issuer(discovery)));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> issuer(Discovery discovery) {
        return token -> {
            Object tenant = token.getClaims().get("tid");
            return discovery.isIssuer(token.getClaimAsString("iss"), tenant instanceof String id ? id : null)
                    ? OAuth2TokenValidatorResult.success()
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_issuer"));
        };
    }

    /** An unknown key makes the set be read again at once, so that a provider can change keys. */
    private static JWKSource<SecurityContext> keys(URI location, ProviderHttp http) {
        try {
            return JWKSourceBuilder.create(location.toURL(), url -> resource(url.toString(), http))
                    .cache(KEY_LIFETIME.toMillis(), KEY_WAIT.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(false)
                    .build();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Resource resource(String url, ProviderHttp http) throws IOException {
        try {
            return new Resource(http.get(URI.create(url), null), "application/json");
        } catch (RestClientException failed) {
            throw new IOException(failed.getClass().getSimpleName());
        }
    }
}
