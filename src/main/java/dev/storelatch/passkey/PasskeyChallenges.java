package dev.storelatch.passkey;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Issues challenges (WebAuthn Level 3 §13.4.3) without storing them, so that strangers cannot fill a table: a challenge is 128
 * random bits and its expiry, followed by a code of these and of its scope. A row is inserted when a challenge is used, which
 * only the owner of a passkey can do, and makes it single-use.
 */
@Component
@ConditionalOnPasskeys
class PasskeyChallenges {

    /** Validity of a challenge. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int NONCE_BYTES = 16;
    private static final int CONTENT_BYTES = NONCE_BYTES + Long.BYTES;
    private static final int BYTES = CONTENT_BYTES + 32;

    private final List<byte[]> keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasskeyChallenges(KeyMaterial keyMaterial, Clock clock) {
        this.keys = keyMaterial.newestFirst().stream()
                .map(material -> HmacSha256.of(material, "storelatch passkey challenge"))
                .toList();
        this.clock = clock;
    }

    /**
     * A valid challenge.
     *
     * @param text base64url
     */
    record Valid(String text, Instant expiresAt) {

        static Valid of(byte[] value, Instant expiresAt) {
            return new Valid(Base64Url.encode(value), expiresAt);
        }

        byte[] value() {
            return Base64Url.decode(text);
        }

        /** Returns the key of the row that is inserted when the challenge is used. */
        byte[] hash() {
            return Sha256.of(text);
        }

        @Override
        public String toString() {
            return "Valid[redacted]";
        }
    }

    byte[] issue(ChallengeScope scope) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] content = ByteBuffer.allocate(CONTENT_BYTES)
                .put(nonce)
                .putLong(clock.instant().plus(LIFETIME).toEpochMilli())
                .array();
        return ByteBuffer.allocate(BYTES)
                .put(content)
                .put(code(keys.get(0), content, scope))
                .array();
    }

    /** Reads a challenge; empty if it was not issued for this scope, or has expired. It may have been used. */
    Optional<Valid> read(byte[] challenge, ChallengeScope scope) {
        if (challenge.length != BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(challenge, CONTENT_BYTES);
        byte[] code = Arrays.copyOfRange(challenge, CONTENT_BYTES, BYTES);
        Instant expiresAt = Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong(NONCE_BYTES));
        boolean issued = keys.stream().anyMatch(key -> MessageDigest.isEqual(code, code(key, content, scope)));
        return issued && clock.instant().isBefore(expiresAt)
                ? Optional.of(Valid.of(challenge, expiresAt))
                : Optional.empty();
    }

    private static byte[] code(byte[] key, byte[] content, ChallengeScope scope) {
        return HmacSha256.of(key, content, scope.text().getBytes(StandardCharsets.UTF_8));
    }
}
