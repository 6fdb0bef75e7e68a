package dev.storelatch.link;

import dev.storelatch.crypto.KeyMaterial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.springframework.stereotype.Component;

/**
 * Derives a key for the tokens of each purpose from the configured secrets (HKDF, RFC 5869), so that no token is accepted
 * for another purpose.
 */
@Component
public class LinkKeys {

    private static final int KEY_BYTES = 32;

    private final List<byte[]> secrets;

    LinkKeys(LinkTokenSettings settings, KeyMaterial keyMaterial) {
        this.secrets = settings.keyMaterial(keyMaterial);
    }

    /** Returns the keys for HMAC-SHA-256 of this purpose. The first computes new tokens; the others verify older ones. */
    public List<SecretKey> newestFirst(String purpose) {
        return secrets.stream().map(secret -> derive(secret, purpose)).toList();
    }

    private static SecretKey derive(byte[] secret, String purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] info = ("storelatch link 1 " + purpose).getBytes(StandardCharsets.UTF_8);
        hkdf.init(new HKDFParameters(secret, null, info));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return new SecretKeySpec(key, "HmacSHA256");
    }
}
