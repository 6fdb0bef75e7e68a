package dev.storelatch.token;

import dev.storelatch.core.Secret;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bearer tokens.
 *
 * @param secrets keys that sign tokens, newest first: the first signs, all are accepted
 * @param lifetime how long a customer's token is valid
 */
@ConfigurationProperties("storelatch.token")
@Validated
record TokenSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration lifetime) {

    TokenSettings {
        secrets = Secret.strong(secrets, "storelatch.token.secrets", "JWT_SECRET");
    }
}
