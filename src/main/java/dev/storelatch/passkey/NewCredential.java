package dev.storelatch.passkey;

import java.util.Set;
import java.util.UUID;

/**
 * A credential that was registered.
 *
 * @param publicKey COSE key (RFC 9052 §7)
 * @param aaguid model of the authenticator, as it says
 */
record NewCredential(
        Bytes credentialId,
        Bytes publicKey,
        UUID aaguid,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        Set<String> transports) {

    @Override
    public String toString() {
        return "NewCredential[]";
    }
}
