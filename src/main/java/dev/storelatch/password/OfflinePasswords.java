package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks and hashes new passwords by the server's settings, for maintenance commands, which run without the server. */
public final class OfflinePasswords {

    private final PasswordPolicy policy;
    private final BreachCheck breaches;
    private final PasswordHashes hashes;

    /**
     * Reads the settings.
     *
     * @param environment the settings {@code storelatch.password}
     * @param clock limits how often is warned
     */
    public OfflinePasswords(Environment environment, Clock clock) {
        Binder binder = Binder.get(environment);
        PasswordSettings settings = binder.bindOrCreate("storelatch.password", PasswordSettings.class);
        this.breaches = PasswordConfiguration.breachCheck(
                binder.bindOrCreate("storelatch.password.breach-check", BreachCheckSettings.class),
                new CompositeMeterRegistry(),
                clock);
        this.policy = PasswordConfiguration.passwordPolicy(settings);
        this.hashes = PasswordConfiguration.passwordHashes(settings);
    }

    /**
     * Returns the hash to store.
     *
     * @throws Failure.InvalidData with the first rule that the password breaks
     * @throws Failure.ServiceUnavailable if it could not be checked for breaches, and such passwords are refused
     */
    public String hash(String password, EmailAddress owner) {
        policy.check(password, owner);
        breaches.check(password);
        return hashes.hash(password);
    }
}
