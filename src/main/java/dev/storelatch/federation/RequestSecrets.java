package dev.storelatch.federation;

import dev.storelatch.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The secrets of one request to a provider. They are computed from the parameter {@code state} and the cookie of the browser, so
 * that the database has neither.
 *
 * @param state the parameter, which the provider returns
 * @param browser the value of the cookie
 */
record RequestSecrets(String state, String browser) {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** Returns the claim of the ID token that the provider must return (OpenID Connect Core 1.0 §3.1.2.1). */
    String nonce() {
        return derive("nonce");
    }

    /** Returns the secret of 256 bits by which the code is redeemed (RFC 7636 §4.1). */
    String codeVerifier() {
        return derive("code verifier");
    }

    private String derive(String purpose) {
        return BASE64URL.encodeToString(HmacSha256.of(browser.getBytes(StandardCharsets.UTF_8), purpose + " " + state));
    }

    @Override
    public String toString() {
        return "RequestSecrets[redacted]";
    }
}
