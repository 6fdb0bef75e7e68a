package dev.storelatch.factor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A second factor of an account, as its owner sees it.
 *
 * @param name text by which the owner tells it from others; null without one
 * @param lastUsedAt time at which it was last proved; null if it was not yet
 */
public record EnrolledFactor(
        String id,
        String method,
        @Nullable String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
