package dev.storelatch.password;

import dev.storelatch.core.StartupException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.password.breach-check}.
 *
 * @param enabled asks a service whether a new password has appeared in a data breach
 * @param url address of the service, to which the first five characters of the password's SHA-1 are appended
 * @param timeout the time that a request waits at most for the service, whatever it does
 * @param maxConcurrent the number of passwords that are checked at once; the service is not asked about more
 * @param unavailable treatment of a password that could not be checked
 */
@Validated
@ConfigurationProperties("storelatch.password.breach-check")
record BreachCheckSettings(
        @DefaultValue("false") boolean enabled,

        @DefaultValue("https://api.pwnedpasswords.com/range/")
        URI url,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration timeout,

        @DefaultValue("8") @Min(1) @Max(64) int maxConcurrent,
        @DefaultValue("accept") Fallback unavailable) {

    /** Treatment of a password that could not be checked. */
    enum Fallback {
        /** Accepts it, with a warning in the log. */
        ACCEPT,
        /** Refuses it for now, with 503. */
        REFUSE
    }

    BreachCheckSettings {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || !url.toString().endsWith("/")) {
            throw new StartupException(
                    "storelatch.password.breach-check.url is not an https or http address with a slash at the end.",
                    "Set it to the address of the service without the five characters, as https://api.pwnedpasswords.com/range/.");
        }
    }
}
