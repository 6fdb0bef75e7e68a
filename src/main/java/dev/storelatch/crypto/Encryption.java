package dev.storelatch.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Encrypts short values for one purpose with AES-256-GCM (NIST SP 800-38D), so that the database alone does not reveal them.
 * Keys are derived from the configured secrets (HKDF, RFC 5869). A random nonce of 96 bits allows 2^32 values for each key.
 */
public final class Encryption {

    private static final String ALGORITHM = "AES/GCM/NoPadding";

    /** First byte of what is stored: the only format so far. */
    private static final byte VERSION = 1;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 1 + NONCE_BYTES + TAG_BITS / 8;
    private static final int KEY_BYTES = 32;

    private final List<SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates the encryption of a purpose.
     *
     * @param newestFirst secrets, at least one: the first encrypts, all decrypt
     */
    public Encryption(List<Secret> newestFirst, String purpose) {
        this.keys = newestFirst.stream()
                .map(secret -> derive(secret.bytes(), purpose))
                .toList();
    }

    /** A value that was decrypted. */
    public static final class Decrypted {

        private final byte[] bytes;
        private final boolean current;

        private Decrypted(byte[] bytes, boolean current) {
            this.bytes = bytes;
            this.current = current;
        }

        /** Returns the value. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Returns false if it should be encrypted again, since it was by a secret that is not the first one any more. */
        public boolean isCurrent() {
            return current;
        }

        @Override
        public String toString() {
            return "Decrypted[redacted]";
        }
    }

    /**
     * Encrypts a value.
     *
     * @param owner what the value belongs to, without which it cannot be decrypted (associated data)
     */
    public byte[] encrypt(byte[] value, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, owner).doFinal(value);
            byte[] stored = new byte[1 + NONCE_BYTES + encrypted.length];
            stored[0] = VERSION;
            System.arraycopy(nonce, 0, stored, 1, NONCE_BYTES);
            System.arraycopy(encrypted, 0, stored, 1 + NONCE_BYTES, encrypted.length);
            return stored;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Decrypts a value; empty if none of the secrets has encrypted it for this owner. */
    public Optional<Decrypted> decrypt(byte[] stored, String owner) {
        if (stored.length < SHORTEST || stored[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOfRange(stored, 1, 1 + NONCE_BYTES);
        byte[] encrypted = Arrays.copyOfRange(stored, 1 + NONCE_BYTES, stored.length);
        for (int i = 0; i < keys.size(); i++) {
            try {
                byte[] value =
                        cipher(Cipher.DECRYPT_MODE, keys.get(i), nonce, owner).doFinal(encrypted);
                return Optional.of(new Decrypted(value, i == 0));
            } catch (AEADBadTagException otherKey) {
                // It may be encrypted by one of the others.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + ALGORITHM, e);
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKey derive(byte[] secret, String purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] info = ("storelatch encryption 1 " + purpose).getBytes(StandardCharsets.UTF_8);
        hkdf.init(new HKDFParameters(secret, null, info));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return new SecretKeySpec(key, "AES");
    }
}
