package dev.storelatch.session;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import dev.storelatch.doctor.CookieAttributes;
import dev.storelatch.doctor.CookieRules;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
        @DefaultValue @NestedConfigurationProperty CookieAttributes cookie) {

    private static final int WRITES_PER_IDLE_TIMEOUT = 10;

    SessionSettings {
        secrets = Secret.strong(secrets, "storelatch.session.secrets", "COOKIE_SECRET");
        CookieRules.refusal(cookie).ifPresent(refusal -> {
            throw new StartupException(refusal.problem(), refusal.remedy());
        });
    }

    /**
     * Returns the time after which any request writes the last access. One that cannot renew the cookie leaves the write to one
     * that can, as long as the session does not time out.
     */
    Duration longestTouchInterval() {
        Duration rare = idleTimeout.dividedBy(WRITES_PER_IDLE_TIMEOUT);
        return rolling && rare.compareTo(touchInterval) > 0 ? rare : touchInterval;
    }
}
