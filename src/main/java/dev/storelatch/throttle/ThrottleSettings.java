package dev.storelatch.throttle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one e-mail address can be tried. The defaults allow 70 wrong passwords in the first hour and 60 in each
 * that follows, below the 100 of NIST SP 800-63B §5.2.2, and let the owner wait at most a minute.
 *
 * @param enabled whether anything is limited; off is for load and contract tests
 * @param attempts how many passwords can be tried in a row, for a cookie and for a token together
 * @param attemptInterval how long it takes until one more can be tried
 * @param probes how many times in a row one can ask whether the address has an account
 * @param probeInterval how long it takes until one can ask once more
 * @param mails how many mails with a link of one kind the address can be sent in a row
 * @param mailInterval how long it takes until one more can be sent
 */
@ConfigurationProperties("storelatch.throttle")
@Validated
record ThrottleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10") @Min(1) @Max(100) int attempts,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration attemptInterval,

        @DefaultValue("60") @Min(1) @Max(1000) int probes,

        @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration probeInterval,

        @DefaultValue("3") @Min(1) @Max(100) int mails,

        @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration mailInterval) {}
