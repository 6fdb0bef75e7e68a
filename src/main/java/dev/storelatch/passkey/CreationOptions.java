package dev.storelatch.passkey;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Options of a registration, as {@code PublicKeyCredential.parseCreationOptionsFromJSON()} reads them (WebAuthn Level 3
 * §5.1.9). Bytes are base64url.
 *
 * @param timeout milliseconds
 */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
record CreationOptions(
        RelyingParty rp,
        User user,
        String challenge,
        List<Parameter> pubKeyCredParams,
        long timeout,
        List<CredentialDescriptor> excludeCredentials,
        Selection authenticatorSelection,
        String attestation,
        Map<String, Boolean> extensions) {

    record RelyingParty(String id, String name) {}

    /** @param id the handle of the account */
    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    record User(String id, String name, String displayName) {}

    /** @param alg COSE algorithm (RFC 9053) */
    record Parameter(String type, long alg) {

        Parameter(long alg) {
            this(CredentialDescriptor.PUBLIC_KEY, alg);
        }
    }

    /** A passkey is discoverable, so that nobody has to enter an address, and the user is verified at each log-in. */
    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    record Selection(String residentKey, boolean requireResidentKey, String userVerification) {

        static final Selection PASSKEY = new Selection("required", true, "required");
    }
}
