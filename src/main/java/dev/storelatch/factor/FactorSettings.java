package dev.storelatch.factor;

import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Second factors.
 *
 * @param secrets newest first: the first encrypts the secrets of authenticator apps, all decrypt them; if empty, no app can be
 *     set up
 * @param admin whether users who run the store must have a second factor
 * @param issuer name of the shop in authenticator apps, beside the e-mail address
 * @param maxAge time after the last proof of a second factor for which a log-in may change what protects the account
 */
@ConfigurationProperties("storelatch.factor")
@Validated
record FactorSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue("optional") Requirement admin,

        @DefaultValue("Storelatch") @NotBlank @Size(max = 60)
        String issuer,

        @DefaultValue("15m") @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration maxAge) {

    static final String SECRETS = "storelatch.factor.secrets";
    static final String SECRETS_VARIABLE = "STORELATCH_FACTOR_SECRETS";

    FactorSettings {
        secrets = secrets.isEmpty() ? secrets : Secret.strong(secrets, SECRETS, SECRETS_VARIABLE);
    }

    /** Decision on whether accounts must have a second factor. */
    enum Requirement {
        /** Each account decides. */
        OPTIONAL,
        /** A log-in without one is asked to set one up first. */
        REQUIRED
    }

    /** Returns true if accounts of this realm must have a second factor. */
    boolean isRequired(Realm realm) {
        return realm == Realm.ADMIN && admin == Requirement.REQUIRED;
    }
}
