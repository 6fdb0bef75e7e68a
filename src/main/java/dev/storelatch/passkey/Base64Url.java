package dev.storelatch.passkey;

import java.util.Base64;

/** Base64url without padding (RFC 4648 §5), the form of all bytes in WebAuthn's JSON. */
final class Base64Url {

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException if the text is malformed */
    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
