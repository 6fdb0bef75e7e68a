package dev.storelatch.passkey;

import dev.storelatch.core.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A passkey, as a log-in needs it.
 *
 * @param id public id
 * @param userHandle the handle of the account, which authenticators know it by
 * @param publicKey COSE key (RFC 9052 §7)
 * @param factorId id of the second factor that it is; null if it is none
 */
record StoredPasskey(
        String id,
        Actor actor,
        Bytes userHandle,
        Bytes credentialId,
        Bytes publicKey,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        @Nullable String factorId) {

    @Override
    public String toString() {
        return "StoredPasskey[" + id + "]";
    }
}
