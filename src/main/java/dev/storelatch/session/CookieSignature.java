package dev.storelatch.session;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs a cookie's value as the npm package {@code cookie-signature} does: the value, a dot, and its HMAC-SHA-256 in
 * base64 without padding.
 */
final class CookieSignature {

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final List<byte[]> keys;

    /** @param secrets newest first: the first signs, all are accepted */
    CookieSignature(List<Secret> secrets) {
        keys = secrets.stream().map(Secret::bytes).toList();
    }

    String sign(String value) {
        return value + "." + signature(value, keys.get(0));
    }

    /** Returns the value if one of the secrets has signed it. Compares in constant time. */
    Optional<String> unsign(String signed) {
        int dot = signed.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String value = signed.substring(0, dot);
        byte[] signature = signed.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .filter(key -> MessageDigest.isEqual(signature(value, key).getBytes(StandardCharsets.UTF_8), signature))
                .findFirst()
                .map(key -> value);
    }

    private static String signature(String value, byte[] key) {
        return BASE64.encodeToString(HmacSha256.of(key, value));
    }
}
