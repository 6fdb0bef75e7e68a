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
 * Stored form of a password in Medusa v1, written by npm's {@code scrypt-kdf}: the 96-byte header of scrypt's
 * file-encryption format in base64. It holds "scrypt", version 0, log2 N, r, p, 32 bytes of salt, the first 16 bytes of the
 * SHA-256 of all that, and an HMAC-SHA-256 over these 64 bytes, whose key is the second half of the 64 bytes that scrypt
 * derives.
 */
final class ScryptContainer {

    private static final byte[] MAGIC_AND_VERSION = "scrypt\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 96;
    private static final int SALT = 16;
    private static final int CHECKSUM = 48;
    private static final int HMAC = 64;

    private final byte[] bytes;
    private final ScryptCost cost;

    private ScryptContainer(byte[] bytes) {
        this.bytes = bytes;
        ByteBuffer header = ByteBuffer.wrap(bytes).position(MAGIC_AND_VERSION.length);
        this.cost = new ScryptCost(header.get(), header.getInt(), header.getInt());
    }

    /** Parses a stored container. Empty if it is malformed, its checksum is wrong or its cost is too high. */
    static Optional<ScryptContainer> parse(String stored) {
        return decoded(stored, LENGTH).flatMap(ScryptContainer::read);
    }

    /** Parses the result of {@link #header}, as a container without an HMAC. Empty as for {@link #parse}. */
    static Optional<ScryptContainer> parseHeader(String header) {
        return decoded(header, HMAC).map(bytes -> Arrays.copyOf(bytes, LENGTH)).flatMap(ScryptContainer::read);
    }

    /** Creates a container with a random salt. */
    static ScryptContainer create(String password, ScryptCost cost, SecureRandom random) {
        byte[] salt = new byte[CHECKSUM - SALT];
        random.nextBytes(salt);
        byte[] bytes = new byte[LENGTH];
        ByteBuffer.wrap(bytes)
                .put(MAGIC_AND_VERSION)
                .put((byte) cost.log2N())
                .putInt(cost.r())
                .putInt(cost.p())
                .put(salt);
        ScryptContainer container = new ScryptContainer(bytes);
        System.arraycopy(container.checksum(), 0, bytes, CHECKSUM, HMAC - CHECKSUM);
        System.arraycopy(container.hmac(password), 0, bytes, HMAC, LENGTH - HMAC);
        return container;
    }

    ScryptCost cost() {
        return cost;
    }

    /** Verifies a password. It takes one scrypt at the container's own cost. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hmac(password), Arrays.copyOfRange(bytes, HMAC, LENGTH));
    }

    /** Returns all but the HMAC: enough to compute it from a password, and nothing to compare a guess with. */
    String header() {
        return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, HMAC));
    }

    /** Returns the HMAC in base64, which {@link #codeOf} computes from the password. */
    String code() {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, HMAC, LENGTH));
    }

    /** Computes the HMAC for a password, in base64. It takes one scrypt at the container's own cost. */
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
        int length = MAGIC_AND_VERSION.length;
        if (!Arrays.equals(bytes, 0, length, MAGIC_AND_VERSION, 0, length)) {
            return Optional.empty();
        }
        return Optional.of(new ScryptContainer(bytes))
                .filter(container -> container.cost().isAffordable())
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
        byte[] derived = SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8), salt, 1 << cost.log2N(), cost.r(), cost.p(), 64);
        return HmacSha256.of(Arrays.copyOfRange(derived, 32, 64), Arrays.copyOf(bytes, HMAC));
    }
}
