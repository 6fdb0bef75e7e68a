package dev.storelatch.token;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refresh token (RFC 6749 §1.5): a secret handle, which all tokens of one log-in share, and 256 bits. Each token after
 * the first is computed from its predecessor and a key of the server, so that a repeated request gets the same response
 * although only hashes are stored.
 *
 * @param handle 128 random bits
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

    /** Derives the key for {@link #next} from key material. */
    static byte[] successorKey(byte[] material) {
        return HmacSha256.of(material, "storelatch refresh token");
    }

    RefreshToken next(byte[] successorKey) {
        return of(handle, HmacSha256.of(successorKey, text));
    }

    /** Returns the public name of the log-in. */
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
