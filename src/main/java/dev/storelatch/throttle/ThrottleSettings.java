package dev.storelatch.throttle;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import dev.storelatch.request.NetworkAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the rate limits by e-mail address, by account and by network. The defaults allow 70 wrong passwords in the
 * first hour and 60 in each that follows, below the 100 of NIST SP 800-63B §5.2.2, and the owner waits a minute at most.
 *
 * @param enabled false for load tests and contract tests only
 * @param attempts number of passwords that can be tried in a row, by cookie and by token together
 * @param attemptInterval time until one more can be tried
 * @param probes number of times in a row that one can ask whether the address has an account
 * @param probeInterval time until one can ask once more
 * @param mails number of mails with a link of one kind that the address can be sent in a row
 * @param mailInterval time until one more can be sent
 * @param claims number of mails for order claims that one account can cause in a row, one more each {@code mailInterval}
 * @param notices number of mails in a row that inform of a change, of one account and to one address; more are dropped
 * @param noticeInterval time until one more is sent
 * @param callers addresses and networks (CIDR) of the shop's own servers, which are not limited as networks
 * @param visitorSecrets keys by which the shop's own servers sign the addresses of their visitors; all are accepted
 * @param network limits of the clients' networks
 * @param device browsers on which an account has logged in
 * @param factor second factors of an account
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
        Duration mailInterval,

        @DefaultValue("10") @Min(10) @Max(100) int claims,

        @DefaultValue("5") @Min(1) @Max(100) int notices,

        @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration noticeInterval,

        @DefaultValue List<String> callers,
        @DefaultValue List<Secret> visitorSecrets,
        @DefaultValue @Valid Network network,
        @DefaultValue @Valid Device device,
        @DefaultValue @Valid Factor factor) {

    ThrottleSettings {
        callers.forEach(ThrottleSettings::requireNetwork);
        if (!visitorSecrets.isEmpty()) {
            visitorSecrets = Secret.strong(
                    visitorSecrets, "storelatch.throttle.visitor-secrets", "STORELATCH_THROTTLE_VISITORSECRETS");
        }
    }

    /**
     * Limits of a client network. Failures are counted, and requests that have no failure; each kind of request apart.
     *
     * @param attempts number in a row from an IPv4 address or an IPv6 /64
     * @param interval time until one more passes
     * @param siteFactor the number of times that an IPv4 /24 or an IPv6 /48 may do as much as one of its parts
     */
    record Network(
            @DefaultValue("100") @Min(1) @Max(100_000) int attempts,

            @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
            Duration interval,

            @DefaultValue("4") @Min(1) @Max(100) int siteFactor) {}

    /**
     * Browsers on which an account has logged in. Each has {@code attempts} of its own for that account.
     *
     * @param lifetime time after the last log-in for which a browser is recognized; browsers keep a cookie for 400 days at most
     * @param maxPerAccount number of browsers of one account; a new one replaces the one that logged in longest ago
     * @param notice true to tell owners by mail of log-ins from other clients than these browsers
     */
    record Device(
            @DefaultValue("180d") @DurationMin(days = 1) @DurationMax(days = 400)
            Duration lifetime,

            @DefaultValue("10") @Min(1) @Max(100) int maxPerAccount,
            @DefaultValue("false") boolean notice) {}

    /**
     * Second factors of an account, of all methods together. Of codes with six digits, of which three are valid at any time, the
     * defaults allow 154 guesses on the first day, by somebody who knows the password.
     *
     * @param attempts number that can be tried in a row
     * @param interval time until one more can be tried
     */
    record Factor(
            @DefaultValue("10") @Min(1) @Max(100) int attempts,

            @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 24)
            Duration interval) {}

    private static void requireNetwork(String caller) {
        String[] parts = caller.split("/", 2);
        if (NetworkAddress.of(parts[0]).isEmpty() || (parts.length > 1 && !parts[1].matches("\\d{1,3}"))) {
            throw new StartupException(
                    "storelatch.throttle.callers has an entry that is no address and no network.",
                    "Set addresses and networks like 10.1.2.3 or 2001:db8::/48, separated by commas.");
        }
    }

    /** Returns the number of attempts that a full budget allows in a row. */
    int size(Budget budget) {
        return switch (budget) {
            case LOGIN, ADMIN_LOGIN -> attempts;
            case SECOND_FACTOR -> factor.attempts();
            case PROBE, REGISTRATION, INVITE_ACCEPTANCE, FEDERATION -> probes;
            case REGISTRATION_MAIL,
                    RESET_MAIL,
                    CLAIM_MAIL,
                    CONFIRMATION_MAIL,
                    CONFIRMATION_MAIL_OF_ACCOUNT,
                    INVITE_MAIL -> mails;
            case CLAIM_MAIL_OF_ACCOUNT -> claims;
            case NOTICE_MAIL -> notices;
        };
    }

    /** Returns the time after which one more attempt passes. */
    Duration interval(Budget budget) {
        return switch (budget) {
            case LOGIN, ADMIN_LOGIN -> attemptInterval;
            case SECOND_FACTOR -> factor.interval();
            case PROBE, REGISTRATION, INVITE_ACCEPTANCE, FEDERATION -> probeInterval;
            case REGISTRATION_MAIL,
                    RESET_MAIL,
                    CLAIM_MAIL,
                    CLAIM_MAIL_OF_ACCOUNT,
                    CONFIRMATION_MAIL,
                    CONFIRMATION_MAIL_OF_ACCOUNT,
                    INVITE_MAIL -> mailInterval;
            case NOTICE_MAIL -> noticeInterval;
        };
    }
}
