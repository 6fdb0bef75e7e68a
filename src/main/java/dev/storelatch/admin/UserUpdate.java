package dev.storelatch.admin;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A requested change of a user. Properties that were not sent stay unchanged.
 *
 * @param role null to keep it
 * @param apiToken an empty or null value removes the token
 * @param metadata null to keep it
 */
record UserUpdate(
        Property<String> firstName,
        Property<String> lastName,
        @Nullable Role role,
        Property<String> apiToken,
        @Nullable ObjectNode metadata) {

    static final int MAX_TEXT_LENGTH = 255;

    private static final String ROLE_MISTAKE = "role must be one of the following values: admin, member, developer";

    static UserUpdate read(JsonBody body) {
        UserUpdate update = new UserUpdate(
                body.optionalString("first_name", MAX_TEXT_LENGTH),
                body.optionalString("last_name", MAX_TEXT_LENGTH),
                readRole(body).orElse(null),
                body.optionalString("api_token", MAX_TEXT_LENGTH),
                body.optionalObject("metadata").value());
        body.check();
        return update;
    }

    /** Reads the property {@code role}, which may be missing or {@code null}. */
    static Optional<Role> readRole(JsonBody body) {
        JsonNode name = body.any("role");
        Optional<Role> role = Optional.ofNullable(name.stringValue(null)).flatMap(Role::find);
        if (role.isEmpty() && !name.isMissingNode() && !name.isNull()) {
            body.mistake(ROLE_MISTAKE);
        }
        return role;
    }

    /** Reads the required property {@code role}. */
    static Role readRequiredRole(JsonBody body) {
        Optional<Role> role =
                Optional.ofNullable(body.any("role").stringValue(null)).flatMap(Role::find);
        if (role.isEmpty()) {
            body.mistake(ROLE_MISTAKE);
        }
        return role.orElse(Role.MEMBER);
    }

    /** Returns the API token that the change sets; empty if it sets none. */
    Optional<String> newApiToken() {
        return apiToken.asOptional().filter(token -> !token.isEmpty());
    }

    @Override
    public String toString() {
        return "UserUpdate[redacted]";
    }
}
