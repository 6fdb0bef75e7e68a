package dev.storelatch.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user as responses show it.
 *
 * @param role null in a row that another application wrote
 * @param apiToken the token in the response to the request that sets it; otherwise null, since it is stored hashed
 */
public record User(
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Role role,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String apiToken,
        @Nullable JsonNode metadata) {

    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
