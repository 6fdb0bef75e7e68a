package dev.storelatch.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * Bouncy Castle's Argon2id (RFC 9106) in the format of Spring Security's encoder. Unlike that one it reuses the memory of a
 * hash for the next: allocating 19 MiB of objects each time made garbage collection the largest cost of a log-in after the
 * hash itself.
 */
final class Argon2idEncoder extends AbstractValidatingPasswordEncoder {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=1\\$([A-Za-z\\d+/]+)\\$([A-Za-z\\d+/]+)");

    private final int memoryKib;
    private final int iterations;
    private final BlockPool blocks;
    private final SecureRandom random = new SecureRandom();

    /** @param pooled the number of hashes whose memory is reused; further ones at the same time allocate their own */
    Argon2idEncoder(PasswordSettings.Argon2 cost, int pooled) {
        this.memoryKib = cost.memoryKib();
        this.iterations = cost.iterations();
        this.blocks = new FixedBlockPool(Math.multiplyExact(memoryKib, pooled));
    }

    @Override
    protected String encodeNonNullPassword(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        memoryKib,
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash(password, salt, memoryKib, iterations, HASH_BYTES)));
    }

    @Override
    protected boolean matchesNonNull(String password, String stored) {
        Matcher form = FORM.matcher(stored);
        if (!form.matches()) {
            return false;
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] hash = base64.decode(form.group(4));
        byte[] given = hash(
                password,
                base64.decode(form.group(3)),
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                hash.length);
        return MessageDigest.isEqual(given, hash);
    }

    private byte[] hash(String password, byte[] salt, int memory, int passes, int length) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withParallelism(1)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withSalt(salt)
                .withBlockPool(blocks)
                .build());
        byte[] hash = new byte[length];
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
