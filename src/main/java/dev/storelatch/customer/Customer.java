package dev.storelatch.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A customer as every answer shows it: eleven fields, and never the password's hash. */
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
