package dev.storelatch.token;

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
 * @param secrets keys that sign tokens, newest first: the first signs, all are accepted
 * @param keys PEM files of key pairs, newest first: the first private one signs instead of a secret, all are accepted
 * @param lifetime how long a customer's token is valid
 * @param refresh log-ins that go on by refresh tokens
 * @param acceptMedusa whether tokens are accepted that a Medusa server signed with one of the secrets
 * @param medusaIssuedSince before which moment such a token must not have been issued; without one, any time
 */
@ConfigurationProperties("storelatch.token")
@Validated
record TokenSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue List<SigningKey> keys,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration lifetime,
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
     * @param accessLifetime how long a token is valid that can be refreshed
     * @param grace how long after its use a refresh token gets the same answer again, for requests at the same time and
     *     answers that were lost
     * @param idleTimeout how long a log-in lives without a refresh (ASVS 7.3.1)
     * @param absoluteTimeout how long a log-in lives at most (ASVS 7.3.2)
     */
    record Refresh(
            @DefaultValue("15m") @DurationMin(minutes = 1) Duration accessLifetime,

            @DefaultValue("30s") @DurationMin @DurationMax(minutes = 5)
            Duration grace,

            @DefaultValue("30d") @DurationMin(minutes = 1) Duration idleTimeout,
            @DefaultValue("90d") @DurationMin(minutes = 1) Duration absoluteTimeout) {}

    /** What other keys of the server can be made from, first the one that makes new ones. */
    Stream<byte[]> keyMaterial() {
        return Stream.concat(
                secrets.stream().map(Secret::bytes),
                keys.stream()
                        .flatMap(key -> Stream.ofNullable(key.privateKey()))
                        .map(Key::getEncoded));
    }

    boolean accept(AccessToken token) {
        boolean medusas = token.epoch() == null;
        return !medusas
                || (acceptMedusa
                        && (medusaIssuedSince == null || token.issuedAt() >= medusaIssuedSince.getEpochSecond()));
    }
}
