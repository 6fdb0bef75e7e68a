package dev.storelatch.password;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param minLength how many characters a new password has at least; NIST SP 800-63B wants 15 where nothing else guards
 *     an account
 * @param blocklist whether a new password must not be among the bundled common ones
 * @param medusaReadable whether hashes are written in the form that a Medusa v1 server can verify
 * @param argon2 the cost of a hash, unless {@code medusaReadable}
 * @param hashing how much hashing goes on at once
 */
@Validated
@ConfigurationProperties("storelatch.password")
record PasswordSettings(
        @DefaultValue("8") @Min(1) @Max(64) int minLength,
        @DefaultValue("true") boolean blocklist,
        @DefaultValue("false") boolean medusaReadable,
        @DefaultValue @Valid Argon2 argon2,
        @DefaultValue @Valid Hashing hashing) {

    /**
     * @param memory what one hash takes while it is computed, 1 MB to 512 MB
     * @param iterations how many times that memory is gone over
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

        /** OWASP's Password Storage Cheat Sheet and ASVS 11.4.2: less memory takes more iterations. */
        boolean meetsOwaspMinimum() {
            return memoryKib() >= 47_104
                    || (memoryKib() >= 19_456 && iterations >= 2)
                    || (memoryKib() >= 12_288 && iterations >= 3);
        }
    }

    /** @param permits how many hashes are computed at once; without it, one fewer than there are cores, and at least one */
    record Hashing(@Nullable @Min(1) @Max(1024) Integer permits) {

        int atOnce() {
            return permits == null ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : permits;
        }
    }
}
