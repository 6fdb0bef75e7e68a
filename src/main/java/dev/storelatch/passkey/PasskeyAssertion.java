package dev.storelatch.passkey;

import dev.storelatch.request.JsonBody;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Result of {@code navigator.credentials.get()} (WebAuthn Level 3 §5.2.2).
 *
 * @param userHandle the handle of the account, which a discoverable credential contains; null if it was not sent
 */
public record PasskeyAssertion(
        Bytes credentialId,
        Bytes clientData,
        Bytes authenticatorData,
        Bytes signature,
        @Nullable Bytes userHandle) {

    private static final int MAX_AUTHENTICATOR_DATA = 4 * 1024;

    /** Larger than the signatures of all algorithms that are offered, of which that of an RSA key with 8192 bits is the largest. */
    private static final int MAX_SIGNATURE = 1024;

    /** WebAuthn Level 3 §5.4.3. */
    private static final int MAX_USER_HANDLE = 64;

    /** The property of a log-in, or of a second step, with the credential's JSON. */
    static final String PROPERTY = "passkey";

    /** Returns true if the body of a log-in is that of a log-in by passkey. */
    public static boolean isIn(JsonBody body) {
        return !body.any(PROPERTY).isMissingNode();
    }

    /**
     * Reads the assertion of a log-in.
     *
     * @param body has nothing else that the caller has not read before
     * @throws dev.storelatch.core.Failure.InvalidData with all mistakes
     */
    public static PasskeyAssertion read(JsonBody body) {
        PasskeyAssertion assertion = of(body.any(PROPERTY), body::mistake);
        body.check();
        return assertion;
    }

    static PasskeyAssertion of(JsonNode json, Consumer<String> mistakes) {
        CredentialJson credential = new CredentialJson(json, PROPERTY, mistakes);
        return new PasskeyAssertion(
                credential.id(),
                credential.response("clientDataJSON", RegistrationResponse.MAX_CLIENT_DATA),
                credential.response("authenticatorData", MAX_AUTHENTICATOR_DATA),
                credential.response("signature", MAX_SIGNATURE),
                credential.optionalResponse("userHandle", MAX_USER_HANDLE));
    }

    @Override
    public String toString() {
        return "PasskeyAssertion[]";
    }
}
