package dev.storelatch.session;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sessions and their cookie.
 *
 * @param secrets keys that sign the cookie, newest first: the first signs, all are accepted
 * @param idleTimeout time without a request after which a session ends, and lifetime of the cookie (ASVS 7.3.1)
 * @param absoluteTimeout maximum lifetime of a session (ASVS 7.3.2)
 * @param touchInterval minimum time between two writes of a session's last access
 * @param rolling true to send the cookie again, with a new {@code Expires}, when the last access is written
 */
@ConfigurationProperties("storelatch.session")
@Validated
record SessionSettings(
        @DefaultValue List<Secret> secrets,
        @DefaultValue("10h") @DurationMin(minutes = 1) Duration idleTimeout,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration absoluteTimeout,
        @DefaultValue("1m") @DurationMin Duration touchInterval,
        @DefaultValue("false") boolean rolling,
        @DefaultValue @Valid Cookie cookie) {

    SessionSettings {
        secrets = Secret.strong(secrets, "storelatch.session.secrets", "COOKIE_SECRET");
    }

    /** Requests from other sites that a browser adds the cookie to (RFC 6265bis §5.6.7). */
    enum SameSite {
        STRICT("Strict"),
        LAX("Lax"),
        NONE("None");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    /**
     * Attributes of the cookie.
     *
     * @param secure true to send it over https only
     * @param sameSite requests from other sites that it is added to; {@code none} requires {@code secure}
     * @param domain domain whose hosts receive it; null for the host that set it only
     * @param partitioned true for a separate cookie per top-level site (CHIPS); requires {@code secure}
     */
    record Cookie(
            @DefaultValue("true") boolean secure,
            @DefaultValue("none") SameSite sameSite,
            @Nullable String domain,
            @DefaultValue("false") boolean partitioned) {

        Cookie {
            if (!secure && (sameSite == SameSite.NONE || partitioned)) {
                throw new StartupException(
                        "Browsers drop a cookie with SameSite=None or Partitioned that is not Secure.",
                        "Set storelatch.session.cookie.secure=true, or storelatch.session.cookie.same-site=lax.");
            }
            if (domain != null && !domain.matches("[A-Za-z0-9.-]+")) {
                throw new StartupException(
                        "storelatch.session.cookie.domain is not a domain name.", "Set it like shop.example.com.");
            }
        }
    }
}
