package dev.storelatch.password;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks and hashes new passwords by the server's settings, for maintenance commands, which run without the server. */
public final class OfflinePasswords {

    private final PasswordPolicy policy;
    private final PasswordHashes hashes;

    /** @param environment the settings {@code storelatch.password} */
    public OfflinePasswords(Environment environment) {
        PasswordSettings settings = Binder.get(environment).bindOrCreate("storelatch.password", PasswordSettings.class);
        this.policy = PasswordConfiguration.passwordPolicy(settings);
        this.hashes = PasswordConfiguration.passwordHashes(settings);
    }

    /**
     * Returns the hash to store.
     *
     * @throws Failure.InvalidData with the first rule that the password breaks
     */
    public String hash(String password, EmailAddress owner) {
        policy.check(password, owner);
        return hashes.hash(password);
    }
}
