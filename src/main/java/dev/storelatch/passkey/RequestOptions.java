package dev.storelatch.passkey;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Options of a log-in, as {@code PublicKeyCredential.parseRequestOptionsFromJSON()} reads them (WebAuthn Level 3 §5.1.10).
 * Bytes are base64url.
 *
 * @param timeout milliseconds
 * @param allowCredentials empty, since the browser finds the passkeys of the relying party by itself
 */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
record RequestOptions(
        String challenge,
        long timeout,
        String rpId,
        List<CredentialDescriptor> allowCredentials,
        String userVerification) {}
