package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.crypto.Encryption;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Encrypts the secrets of authenticator apps, each for one account: moved to the row of another one, it is worthless. */
@Component
class TotpSecrets {

    private final Optional<Encryption> encryption;

    TotpSecrets(FactorSettings settings) {
        this.encryption = settings.secrets().isEmpty()
                ? Optional.empty()
                : Optional.of(new Encryption(settings.secrets(), "totp"));
    }

    /** Returns true if the setting is there, without which no app can be set up or used. */
    boolean areConfigured() {
        return encryption.isPresent();
    }

    /** @throws Failure.InvalidData if no secret is configured */
    byte[] encrypt(byte[] secret, Actor owner) {
        return encryption
                .orElseThrow(() -> new Failure.InvalidData(
                        "Authenticator apps are not available: the server has no " + FactorSettings.SECRETS))
                .encrypt(secret, name(owner));
    }

    /** Decrypts a secret; empty if it was encrypted for another account, or by a secret that is not configured any more. */
    Optional<Encryption.Decrypted> decrypt(byte[] stored, Actor owner) {
        return encryption.flatMap(configured -> configured.decrypt(stored, name(owner)));
    }

    private static String name(Actor owner) {
        return owner.realm().id() + "/" + owner.id();
    }
}
