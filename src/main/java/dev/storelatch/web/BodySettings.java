package dev.storelatch.web;

import jakarta.validation.constraints.AssertTrue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.bodies}.
 *
 * @param maxMemory the memory that the JSON bodies of all requests occupy at most at the same time; without it, an eighth of
 *     the heap
 */
@Validated
@ConfigurationProperties("storelatch.bodies")
record BodySettings(@Nullable DataSize maxMemory) {

    private static final int HEAP_FRACTION = 8;

    /** The largest body with its tree must fit, or no such body would ever be accepted. */
    @AssertTrue(message = "max-memory must be at least 4MB")
    boolean isLargeEnough() {
        return maxMemory == null || maxMemory.toMegabytes() >= 4;
    }

    long maxBytes() {
        return maxMemory == null ? Runtime.getRuntime().maxMemory() / HEAP_FRACTION : maxMemory.toBytes();
    }
}
