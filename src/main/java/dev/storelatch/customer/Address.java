package dev.storelatch.customer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An address as responses show it. */
public record Address(
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable String customerId,
        @Nullable String company,
        @Nullable String firstName,
        @Nullable String lastName,
        @JsonProperty("address_1") @Nullable String address1,
        @JsonProperty("address_2") @Nullable String address2,
        @Nullable String city,
        @Nullable String countryCode,
        @Nullable String province,
        @Nullable String postalCode,
        @Nullable String phone,
        @Nullable JsonNode metadata) {}
