package dev.storelatch.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads a user from a row. API tokens are not read, in whatever form they are stored. */
final class UserRow implements RowMapper<User> {

    /** All columns that are shown. */
    static final String ALL =
            "id, created_at, updated_at, deleted_at, role::text, email, first_name, last_name, metadata";

    /** The same without metadata beyond 64 KiB, which only other applications store, so that a page needs bounded memory. */
    static final String BOUNDED =
            ALL.replace("metadata", "case when octet_length(metadata::text) <= 65536 then metadata end");

    private final JsonMapper json;

    UserRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public User mapRow(ResultSet row, int number) throws SQLException {
        String metadata = row.getString(9);
        return new User(
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                instant(row.getObject(4, OffsetDateTime.class)),
                Optional.ofNullable(row.getString(5)).flatMap(Role::find).orElse(null),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                null,
                metadata == null ? null : json.readTree(metadata));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
