package dev.storelatch.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;

/** Decides whether anybody may learn that an address has an account. */
@Service
public class AccountDisclosure {

    private final Settings settings;

    AccountDisclosure(Settings settings) {
        this.settings = settings;
    }

    /**
     * Settings of what registration tells.
     *
     * @param revealAccounts false to answer alike with and without an account, and to mail a link instead (ASVS 6.3.8)
     */
    @ConfigurationProperties("storelatch.registration")
    record Settings(@DefaultValue("true") boolean revealAccounts) {}

    /** Returns true if registrations and probes tell whether the address has an account, as in the contract. */
    public boolean isAllowed() {
        return settings.revealAccounts();
    }
}
