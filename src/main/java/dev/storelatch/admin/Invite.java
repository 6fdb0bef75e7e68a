package dev.storelatch.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An invite of a user, as responses show it.
 *
 * @param role null in a row that another application wrote
 * @param token as stored: the id, or the JWT of an invite that Medusa sent; as shown: a JWT
 */
record Invite(
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String userEmail,
        @Nullable Role role,
        boolean accepted,
        String token,
        Instant expiresAt,
        @Nullable JsonNode metadata) {

    Invite withToken(String shown) {
        return new Invite(id, createdAt, updatedAt, deletedAt, userEmail, role, accepted, shown, expiresAt, metadata);
    }

    @Override
    public String toString() {
        return "Invite[" + id + "]";
    }
}
