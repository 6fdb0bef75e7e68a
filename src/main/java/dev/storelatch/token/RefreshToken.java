package dev.storelatch.token;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

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
    static byte[] successorKey(byte[] material) {
        return HmacSha256.of(material, "storelatch refresh token");
    }

    RefreshToken next(byte[] successorKey) {
        return of(handle, HmacSha256.of(successorKey, text));
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

    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
