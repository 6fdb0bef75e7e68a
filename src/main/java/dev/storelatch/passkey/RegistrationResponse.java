package dev.storelatch.passkey;

import dev.storelatch.request.JsonBody;
import java.util.Set;

/** Result of {@code navigator.credentials.create()} (WebAuthn Level 3 §5.2.1). */
record RegistrationResponse(Bytes clientData, Bytes attestationObject, Set<String> transports) {

    static final int MAX_CLIENT_DATA = 4 * 1024;
    private static final int MAX_ATTESTATION = 16 * 1024;

    /** Reads the property {@code credential}. The caller checks the body. */
    static RegistrationResponse read(JsonBody body) {
        CredentialJson credential = new CredentialJson(body.any("credential"), "credential", body::mistake);
        return new RegistrationResponse(
                credential.response("clientDataJSON", MAX_CLIENT_DATA),
                credential.response("attestationObject", MAX_ATTESTATION),
                credential.transports());
    }

    @Override
    public String toString() {
        return "RegistrationResponse[]";
    }
}
