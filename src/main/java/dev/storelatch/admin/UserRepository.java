package dev.storelatch.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads users. Their API tokens are not read, in whatever form they are stored. */
@Repository
class UserRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    UserRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Finds the user who is not deleted. */
    Optional<User> find(String id) {
        return jdbc.sql("""
                select id, created_at, updated_at, deleted_at, role::text, email, first_name, last_name, metadata
                from "user" where id = :id and deleted_at is null
                """).param("id", id).query(this::user).optional();
    }

    private User user(ResultSet row, int number) throws SQLException {
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
