package dev.storelatch.token;

import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import jakarta.validation.Valid;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bearer tokens.
 *
 * @param secrets keys that sign tokens with HS256, newest first: the first signs, all are accepted
 * @param keys PEM files of keys, newest first: the first private key signs instead of a secret, all are accepted
 * @param lifetime validity of a customer's token that cannot be refreshed
 * @param adminLifetime validity of a user's token that cannot be refreshed
 * @param refresh settings of refresh tokens
 * @param acceptMedusa true to accept tokens that a Medusa server signed with one of the secrets
 * @param medusaIssuedSince earliest time at which such a token may have been issued; null for any time
 */
@ConfigurationProperties("storelatch.token")
@Validated
record TokenSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue List<SigningKey> keys,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration lifetime,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration adminLifetime,
        @DefaultValue @Valid Refresh refresh,
        @DefaultValue("true") boolean acceptMedusa,
        @Nullable Instant medusaIssuedSince) {

    TokenSettings {
        boolean secretsCanBeMissing = keys.stream().anyMatch(key -> key.privateKey() != null);
        if (!secrets.isEmpty() || !secretsCanBeMissing) {
            secrets = Secret.strong(secrets, "storelatch.token.secrets", "JWT_SECRET");
        }
    }

    /**
     * Refresh tokens, for clients that ask for them.
     *
     * @param accessLifetime validity of a token that can be refreshed
     * @param grace time after its use in which a refresh token gets the same response again, for simultaneous requests and
     *     lost responses
     * @param idleTimeout time without a refresh after which a log-in ends (ASVS 7.3.1)
     * @param absoluteTimeout maximum duration of a log-in (ASVS 7.3.2)
     */
    record Refresh(
            @DefaultValue("15m") @DurationMin(minutes = 1) Duration accessLifetime,

            @DefaultValue("30s") @DurationMin @DurationMax(minutes = 5)
            Duration grace,

            @DefaultValue("30d") @DurationMin(minutes = 1) Duration idleTimeout,
            @DefaultValue("90d") @DurationMin(minutes = 1) Duration absoluteTimeout) {}

    /** Returns the validity of a token of this realm that cannot be refreshed. */
    Duration lifetime(Realm realm) {
        return switch (realm) {
            case STORE -> lifetime;
            case ADMIN -> adminLifetime;
        };
    }

    /** Returns the secrets and private keys, newest first, as key material for other purposes. */
    Stream<byte[]> keyMaterial() {
        return Stream.concat(
                secrets.stream().map(Secret::bytes),
                keys.stream()
                        .flatMap(key -> Stream.ofNullable(key.privateKey()))
                        .map(Key::getEncoded));
    }

    /** Returns true unless the token was signed by Medusa and such tokens are not accepted. */
    boolean accepts(AccessToken token) {
        boolean issuedByMedusa = token.epoch() == null;
        return !issuedByMedusa || acceptsMedusa(token.issuedAt());
    }

    /**
     * Returns true if tokens are accepted that Medusa signed at this time.
     *
     * @param issuedAt epoch seconds
     */
    boolean acceptsMedusa(long issuedAt) {
        return acceptMedusa && (medusaIssuedSince == null || issuedAt >= medusaIssuedSince.getEpochSecond());
    }
}
