package dev.storelatch.admin;

import java.util.List;

/** Names of a user's properties in requests and responses. The password hash is not among them. */
final class UserColumns {

    /** All properties, in the order of responses. */
    static final List<String> SHOWN = List.of(
            "id",
            "created_at",
            "updated_at",
            "deleted_at",
            "role",
            "email",
            "first_name",
            "last_name",
            "api_token",
            "metadata");

    /** Columns that a list can be sorted by: by the API token's, its order would reveal something of the token. */
    static final List<String> SORTABLE =
            SHOWN.stream().filter(column -> !column.equals("api_token")).toList();

    /** Columns that are shown whatever the parameter {@code fields} names. */
    static final List<String> REQUIRED = List.of("id", "created_at");

    private UserColumns() {}
}
