package dev.storelatch.password;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.password}.
 *
 * @param minLength the minimum number of characters of a new password; NIST SP 800-63B requires 15 where a password is the
 *     only factor
 * @param blocklist refuses a new password that is among the bundled common ones
 * @param medusaReadable true to write hashes in the form that a Medusa v1 server can verify; null counts as false, with a
 *     warning if such a server seems to use the same database
 * @param argon2 the cost of a hash, unless {@code medusaReadable}
 * @param hashing the number of hashes that are computed at once and that wait
 */
@Validated
@ConfigurationProperties("storelatch.password")
record PasswordSettings(
        @DefaultValue("8") @Min(1) @Max(64) int minLength,
        @DefaultValue("true") boolean blocklist,
        @Nullable Boolean medusaReadable,
        @DefaultValue @Valid Argon2 argon2,
        @DefaultValue @Valid Hashing hashing) {

    boolean writesMedusasFormat() {
        return Boolean.TRUE.equals(medusaReadable);
    }

    /**
     * @param memory the memory that one hash occupies while it is computed, 1 MB to 512 MB
     * @param iterations the number of passes over that memory
     */
    record Argon2(
            @DefaultValue("19MB") DataSize memory,
            @DefaultValue("2") @Min(1) @Max(99) int iterations) {

        @AssertTrue(message = "memory must be between 1MB and 512MB")
        boolean isMemoryInRange() {
            return memory.toBytes() >= DataSize.ofMegabytes(1).toBytes()
                    && memory.toBytes() <= DataSize.ofMegabytes(512).toBytes();
        }

        int memoryKib() {
            return Math.toIntExact(memory.toKilobytes());
        }

        /** Implements OWASP's Password Storage Cheat Sheet and ASVS 11.4.2: less memory requires more iterations. */
        boolean meetsOwaspMinimum() {
            return memoryKib() >= 47_104
                    || (memoryKib() >= 19_456 && iterations >= 2)
                    || (memoryKib() >= 12_288 && iterations >= 3);
        }
    }

    /**
     * @param permits the number of hashes that are computed at once; without it, one fewer than there are cores, and at
     *     least one
     * @param maxWait the time that a hash waits at most
     * @param maxWaiting the number of further hashes that wait
     * @param maxPacedRefusals the number of refusals that are delayed at the same time; without it, 1000 on virtual threads
     *     and 16 on platform threads
     */
    record Hashing(
            @Nullable @Min(1) @Max(1024) Integer permits,
            @DefaultValue("16") @Min(0) @Max(10_000) int maxWaiting,

            @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1)
            Duration maxWait,

            @Nullable @Min(0) @Max(10_000) Integer maxPacedRefusals) {

        private static final int PACED_ON_VIRTUAL_THREADS = 1_000;
        private static final int PACED_ON_PLATFORM_THREADS = 16;

        int atOnce() {
            return permits == null ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : permits;
        }

        int pacedRefusals(boolean virtualThreads) {
            if (maxPacedRefusals != null) {
                return maxPacedRefusals;
            }
            return virtualThreads ? PACED_ON_VIRTUAL_THREADS : PACED_ON_PLATFORM_THREADS;
        }
    }
}
