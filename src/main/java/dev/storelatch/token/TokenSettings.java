package dev.storelatch.token;

import dev.storelatch.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param acceptMedusa whether tokens are accepted that a Medusa server signed with one of the secrets
 * @param medusaIssuedSince before which moment such a token must not have been issued; without one, any time
 */
@ConfigurationProperties("storelatch.token")
@Validated
record TokenSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue List<SigningKey> keys,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration lifetime,
        @DefaultValue("true") boolean acceptMedusa,
        @Nullable Instant medusaIssuedSince) {

    TokenSettings {
        boolean secretsCanBeMissing = keys.stream().anyMatch(key -> key.privateKey() != null);
        if (!secrets.isEmpty() || !secretsCanBeMissing) {
            secrets = Secret.strong(secrets, "storelatch.token.secrets", "JWT_SECRET");
        }
    }

    boolean accept(AccessToken token) {
        boolean medusas = token.epoch() == null;
        return !medusas
                || (acceptMedusa
                        && (medusaIssuedSince == null || token.issuedAt() >= medusaIssuedSince.getEpochSecond()));
    }
}
