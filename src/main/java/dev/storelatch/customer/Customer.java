package dev.storelatch.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A customer as responses show it: eleven fields, never the password hash. */
public record Customer(
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String billingAddressId,
        @Nullable String phone,
        boolean hasAccount,
        @Nullable JsonNode metadata) {}
