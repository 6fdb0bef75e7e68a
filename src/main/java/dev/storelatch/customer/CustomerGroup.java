package dev.storelatch.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A group of customers as responses show it. */
record CustomerGroup(
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String name,
        @Nullable JsonNode metadata) {}
