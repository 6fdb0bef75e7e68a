package dev.storelatch.passkey;

import java.util.List;

/**
 * A credential in options (WebAuthn Level 3 §5.8.3).
 *
 * @param id base64url
 */
record CredentialDescriptor(String type, String id, List<String> transports) {

    static final String PUBLIC_KEY = "public-key";

    static CredentialDescriptor of(Passkey passkey) {
        return new CredentialDescriptor(PUBLIC_KEY, passkey.credentialId(), passkey.transports());
    }
}
