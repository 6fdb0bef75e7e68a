package dev.storelatch.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Codes of authenticator apps (RFC 6238): six digits of HMAC-SHA-1, a new one every 30 seconds, which is what all apps can.
 * The code before and the one after the current one are accepted, too (§5.2).
 */
@Component
class TotpCodes {

    /** RFC 4226 §4, R6: the length of a SHA-1 hash. */
    private static final int SECRET_BYTES = 20;

    private static final int STEPS_BACK_AND_FORTH = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    TotpCodes(Clock clock) {
        this.clock = clock;
    }

    byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** Finds the time step that has this code now. */
    OptionalLong findStep(byte[] secret, String code) {
        long seconds = generator.getTimeStep().toSeconds();
        long now = Math.floorDiv(clock.instant().getEpochSecond(), seconds);
        OptionalLong found = OptionalLong.empty();
        for (long step = now - STEPS_BACK_AND_FORTH; step <= now + STEPS_BACK_AND_FORTH; step++) {
            byte[] expected =
                    code(secret, Instant.ofEpochSecond(step * seconds)).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, code.getBytes(StandardCharsets.US_ASCII))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private String code(byte[] secret, Instant time) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret, generator.getAlgorithm()), time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC accepts every key", e);
        }
    }
}
