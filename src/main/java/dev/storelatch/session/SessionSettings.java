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
 * Sessions and their cookie.
 *
 * @param secrets keys that sign the cookie, newest first: the first signs, all are accepted
 * @param idleTimeout how long a session lives without a request, and how long a browser keeps the cookie (ASVS 7.3.1)
 * @param absoluteTimeout how long a session lives at most, however busy (ASVS 7.3.2)
 * @param touchInterval how often at most a session's last access is written
 * @param rolling whether the cookie is sent again, with a new {@code Expires}, when the last access is written
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

    /** RFC 6265bis §5.6.7: to which requests from other sites a browser adds the cookie. */
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
     * What browsers are told about the cookie.
     *
     * @param secure whether it goes over https only
     * @param sameSite to which requests from other sites it is added; {@code none} needs {@code secure}
     * @param domain the domain whose hosts all get it; without one, only the host that set it
     * @param partitioned whether a browser keeps one per top-level site (CHIPS); needs {@code secure}
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
