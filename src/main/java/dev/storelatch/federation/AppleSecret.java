package dev.storelatch.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;

/** Computes the client secret that Apple requires: a JWT that is signed with the team's key, and valid for a short time. */
final class AppleSecret {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private AppleSecret() {}

    static String of(Provider provider, Clock clock) {
        ProviderSettings settings = provider.settings();
        Instant now = clock.instant();
        SignedJWT secret = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(settings.keyId())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(settings.teamId())
                        .subject(settings.clientId())
                        .audience(provider.issuer())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            secret.sign(new ECDSASigner((ECPrivateKey) Objects.requireNonNull(
                    Objects.requireNonNull(settings.keyFile()).privateKey())));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the key was checked at the start", unusable);
        }
        return secret.serialize();
    }
}
