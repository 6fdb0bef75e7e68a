package dev.storelatch.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.core.Sha256;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What renews a log-in (RFC 6749 §1.5): a handle, which all tokens of one log-in share and nobody else knows, and 256
 * bits. Each token but the first follows from the one before it, so that a repeated request gets the same answer and
 * nothing that could be sent is stored. Only the server's keys can tell what follows.
 *
 * @param handle 128 random bits; whoever knows it has seen a token of this log-in
 * @param text the whole token
 */
record RefreshToken(String handle, String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HMAC = "HmacSHA256";

    static RefreshToken random(SecureRandom random) {
        byte[] handle = new byte[16];
        byte[] secret = new byte[32];
        random.nextBytes(handle);
        random.nextBytes(secret);
        return of(BASE64URL.encodeToString(handle), secret);
    }

    static Optional<RefreshToken> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new RefreshToken(text.substring(0, text.indexOf('.')), text))
                : Optional.empty();
    }

    /** A key for {@link #next}, made from one that has another use. */
    static SecretKey successorKey(byte[] material) {
        return new SecretKeySpec(hmac(new SecretKeySpec(material, HMAC), "storelatch refresh token"), HMAC);
    }

    RefreshToken next(SecretKey successorKey) {
        return of(handle, hmac(successorKey, text));
    }

    /** The name of the log-in, which opens nothing. */
    String family() {
        return Sha256.base64UrlOf(handle);
    }

    String hash() {
        return Sha256.base64UrlOf(text);
    }

    private static RefreshToken of(String handle, byte[] secret) {
        return new RefreshToken(handle, handle + "." + BASE64URL.encodeToString(secret));
    }

    private static byte[] hmac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
