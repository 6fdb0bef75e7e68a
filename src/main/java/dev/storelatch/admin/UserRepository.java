package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes single users. */
@Repository
class UserRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    UserRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Finds the user who is not deleted. */
    Optional<User> find(String id) {
        return jdbc.sql("select " + UserRow.BOUNDED + " from \"user\" where id = :id and deleted_at is null")
                .param("id", id)
                .query(new UserRow(json))
                .optional();
    }

    /** Finds the user who is not deleted, and locks the row until the transaction ends. */
    Optional<User> findLocked(String id) {
        return jdbc.sql("select " + UserRow.ALL + " from \"user\" where id = :id and deleted_at is null for update")
                .param("id", id)
                .query(new UserRow(json))
                .optional();
    }

    boolean exists(EmailAddress email) {
        return jdbc.sql("select exists (select from \"user\" where email = :email and deleted_at is null)")
                .param("email", email.value())
                .query(Boolean.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if a user who is not deleted has the e-mail address */
    void insert(String id, NewUser user) {
        jdbc.sql("""
                insert into "user"
                    (id, email, password_hash, first_name, last_name, role, created_at, updated_at)
                values (:id, :email, :hash, :firstName, :lastName, :role::user_role_enum, :now, :now)
                """)
                .param("id", id)
                .param("email", user.email().value())
                .param("hash", user.passwordHash())
                .param("firstName", user.firstName())
                .param("lastName", user.lastName())
                .param("role", user.role().id())
                .param("now", now())
                .update();
    }

    /**
     * Writes the properties of a user whose row is locked.
     *
     * @param user the user after the change; a null role is kept
     */
    void update(User user) {
        JsonNode metadata = user.metadata();
        jdbc.sql("""
                update "user"
                set first_name = :firstName, last_name = :lastName, role = coalesce(:role::user_role_enum, role),
                    metadata = :metadata::jsonb, updated_at = :now
                where id = :id
                """)
                .param("firstName", user.firstName())
                .param("lastName", user.lastName())
                .param("role", user.role() == null ? null : user.role().id())
                .param("metadata", metadata == null ? null : json.writeValueAsString(metadata))
                .param("now", now())
                .param("id", user.id())
                .update();
    }

    /** Marks the user as deleted. Returns false if there is no such user, or it is deleted already. */
    boolean delete(String id) {
        return jdbc.sql("update \"user\" set deleted_at = :now where id = :id and deleted_at is null")
                        .param("now", now())
                        .param("id", id)
                        .update()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
