package dev.storelatch.factor;

import dev.storelatch.core.StartupException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Refuses to start if authenticator apps were set up whose secrets cannot be decrypted: their owners could not log in. */
@Component
class FactorSecretsCheck {

    private final TotpRepository repository;
    private final TotpSecrets secrets;

    FactorSecretsCheck(TotpRepository repository, TotpSecrets secrets) {
        this.repository = repository;
        this.secrets = secrets;
    }

    /** Looks at the app that was added last: the first secret has encrypted it, unless that was replaced since. */
    @EventListener(ApplicationReadyEvent.class)
    void check() {
        repository.findLast().ifPresent(sample -> {
            if (secrets.decrypt(sample.secret(), sample.owner()).isEmpty()) {
                throw new StartupException(
                        "Customers or users have authenticator apps, and %s has no secret that decrypts them."
                                .formatted(FactorSettings.SECRETS),
                        "Set %s to the secret that was set when they were added; a new one is put in front of it."
                                .formatted(FactorSettings.SECRETS_VARIABLE));
            }
        });
    }
}
