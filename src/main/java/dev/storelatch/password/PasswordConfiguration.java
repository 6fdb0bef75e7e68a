package dev.storelatch.password;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Creates the parts of {@link Passwords} from the settings. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordConfiguration.class);

    /** A thousand refusals a second leave the cores to other requests. */
    private static final Duration REFUSAL_INTERVAL = Duration.ofMillis(1);

    @Bean
    static PasswordPolicy passwordPolicy(PasswordSettings settings) {
        return new PasswordPolicy(settings);
    }

    @Bean
    static BreachCheck breachCheck(BreachCheckSettings settings, MeterRegistry registry, Clock clock) {
        return settings.enabled() ? new BreachedPasswords(settings, registry, clock) : password -> {};
    }

    @Bean
    static PasswordHashes passwordHashes(PasswordSettings settings) {
        if (!settings.writesMedusasFormat() && !settings.argon2().meetsOwaspMinimum()) {
            LOG.warn("storelatch.password.argon2 is below OWASP's minimum: 19MB with 2 iterations, 12MB with 3"
                    + " or 46MB with 1. Passwords of a stolen database are then found sooner.");
        }
        return new PasswordHashes(
                settings.writesMedusasFormat(),
                new Argon2idScheme(settings.argon2(), settings.hashing().atOnce()),
                new ScryptScheme());
    }

    @Bean
    static HashingExecutor hashingExecutor(PasswordSettings settings, Environment environment) {
        PasswordSettings.Hashing hashing = settings.hashing();
        int maxDelayed = hashing.pacedRefusals(Threading.VIRTUAL.isActive(environment));
        return new HashingExecutor(
                hashing.atOnce(),
                hashing.maxWaiting(),
                hashing.maxWait(),
                new RefusalPacer(REFUSAL_INTERVAL, maxDelayed));
    }
}
