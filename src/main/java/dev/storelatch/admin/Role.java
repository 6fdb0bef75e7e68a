package dev.storelatch.admin;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Roles of users, as in Medusa. Only {@link #ADMIN} may manage users and invites. */
public enum Role {
    ADMIN,
    MEMBER,
    DEVELOPER;

    /** Returns the name in requests, responses and the database, such as {@code admin}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the role with this {@link #id()}. */
    public static Optional<Role> find(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
