package dev.storelatch.password;

import dev.storelatch.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What Medusa v1 stores for a password, by npm's {@code scrypt-kdf}: the 96-byte header of scrypt's file-encryption
 * format in base64. In it: "scrypt", version 0, log2 N, r, p, 32 bytes of salt, the first 16 bytes of the SHA-256 of all
 * that, and an HMAC-SHA-256 over these 64 bytes, whose key is the second half of the 64 bytes that scrypt derives.
 */
final class ScryptContainer {

    private static final byte[] MAGIC_AND_VERSION = "scrypt\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 96;
    private static final int SALT = 16;
    private static final int CHECKSUM = 48;
    private static final int HMAC = 64;

    /** More than any server of this kind writes; beyond it, one row could exhaust the memory. */
    private static final int MAXIMUM_LOG2_N = 17;

    private static final int MAXIMUM_R = 8;
    private static final int MAXIMUM_P = 4;

    private final byte[] bytes;
    private final int log2N;
    private final int r;
    private final int p;

    private ScryptContainer(byte[] bytes) {
        this.bytes = bytes;
        ByteBuffer header = ByteBuffer.wrap(bytes).position(MAGIC_AND_VERSION.length);
        log2N = header.get();
        r = header.getInt();
        p = header.getInt();
    }

    /** The stored container. Empty if it is malformed, its checksum is wrong or it asks for too much work. */
    static Optional<ScryptContainer> parse(String stored) {
        return decoded(stored, LENGTH).flatMap(ScryptContainer::read);
    }

    /** What {@link #header} gave, as a container that knows no HMAC. Empty as {@link #parse}. */
    static Optional<ScryptContainer> parseHeader(String header) {
        return decoded(header, HMAC).map(bytes -> Arrays.copyOf(bytes, LENGTH)).flatMap(ScryptContainer::read);
    }

    /** A new container with a random salt. */
    static ScryptContainer create(String password, int log2N, int r, int p, SecureRandom random) {
        byte[] salt = new byte[CHECKSUM - SALT];
        random.nextBytes(salt);
        byte[] bytes = new byte[LENGTH];
        ByteBuffer.wrap(bytes)
                .put(MAGIC_AND_VERSION)
                .put((byte) log2N)
                .putInt(r)
                .putInt(p)
                .put(salt);
        ScryptContainer container = new ScryptContainer(bytes);
        System.arraycopy(container.checksum(), 0, bytes, CHECKSUM, HMAC - CHECKSUM);
        System.arraycopy(container.hmac(password), 0, bytes, HMAC, LENGTH - HMAC);
        return container;
    }

    /** Costs one scrypt with the container's own parameters. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hmac(password), Arrays.copyOfRange(bytes, HMAC, LENGTH));
    }

    boolean isAtLeast(int log2N, int r, int p) {
        return this.log2N >= log2N && this.r >= r && this.p >= p;
    }

    /** All but the HMAC: enough to compute it from a password, and nothing to compare a guess with. */
    String header() {
        return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, HMAC));
    }

    /** The HMAC, which the password's {@link #codeOf} equals. */
    String code() {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, HMAC, LENGTH));
    }

    /** Costs one scrypt with the container's own parameters. */
    String codeOf(String password) {
        return Base64.getEncoder().encodeToString(hmac(password));
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }

    /** RFC 7914 §6 asks for N below 2^(16 r); r = 1 is the only case here in which that says more than our limit. */
    private boolean isAffordable() {
        return log2N >= 1
                && log2N <= MAXIMUM_LOG2_N
                && r >= 1
                && r <= MAXIMUM_R
                && p >= 1
                && p <= MAXIMUM_P
                && log2N < 16 * r;
    }

    private boolean hasChecksum(byte[] checksum) {
        return MessageDigest.isEqual(checksum, Arrays.copyOfRange(bytes, CHECKSUM, HMAC));
    }

    private static Optional<byte[]> decoded(String text, int length) {
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(bytes -> bytes.length == length);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<ScryptContainer> read(byte[] bytes) {
        if (!startsWith(bytes, MAGIC_AND_VERSION)) {
            return Optional.empty();
        }
        return Optional.of(new ScryptContainer(bytes))
                .filter(ScryptContainer::isAffordable)
                .filter(container -> container.hasChecksum(container.checksum()));
    }

    private byte[] checksum() {
        SHA256Digest digest = new SHA256Digest();
        digest.update(bytes, 0, CHECKSUM);
        byte[] sum = new byte[digest.getDigestSize()];
        digest.doFinal(sum, 0);
        return Arrays.copyOf(sum, HMAC - CHECKSUM);
    }

    private byte[] hmac(String password) {
        byte[] salt = Arrays.copyOfRange(bytes, SALT, CHECKSUM);
        byte[] derived = SCrypt.generate(password.getBytes(StandardCharsets.UTF_8), salt, 1 << log2N, r, p, 64);
        return HmacSha256.of(Arrays.copyOfRange(derived, 32, 64), Arrays.copyOf(bytes, HMAC));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
