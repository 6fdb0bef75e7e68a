package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Repository of Medusa's table {@code invite}. Its column {@code token} holds the invite's id, so that nobody who reads the
 * database can accept an invite; that of an invite that Medusa sent holds the token until it is sent anew.
 */
@Repository
class InviteRepository {

    /** Metadata beyond 64 KiB, which only other applications store, are left out. */
    private static final String COLUMNS = """
            id, created_at, updated_at, deleted_at, user_email, role::text, accepted, token, expires_at,
            case when octet_length(metadata::text) <= 65536 then metadata end
            """;

    private static final String OPEN = "deleted_at is null and not accepted";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    InviteRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Returns the newest invites. */
    List<Invite> findAll(int limit) {
        return jdbc.sql("select " + COLUMNS + """
                from invite where deleted_at is null order by created_at desc, id desc limit :limit
                """)
                .param("limit", limit)
                .query(this::invite)
                .list();
    }

    /** Returns true if there are so many invites of other addresses. */
    boolean hasOthers(EmailAddress email, int count) {
        return jdbc.sql("select count(*) >= :count from invite where user_email <> :email")
                .param("count", count)
                .param("email", email.value())
                .query(Boolean.class)
                .single();
    }

    /** Finds the invite, which may have expired. */
    Optional<Invite> findOpen(String id) {
        return jdbc.sql("select " + COLUMNS + "from invite where id = :id and " + OPEN)
                .param("id", id)
                .query(this::invite)
                .optional();
    }

    /** Finds the invite unless it has expired. */
    Optional<Invite> findValid(String id) {
        return findOpen(id).filter(this::isValid);
    }

    /** Finds the invite of a token that Medusa sent last, unless it has expired. */
    Optional<Invite> findValidByToken(String token) {
        return jdbc.sql("select " + COLUMNS + "from invite where token = :token and token <> id and " + OPEN)
                .param("token", token)
                .query(this::invite)
                .optional()
                .filter(this::isValid);
    }

    /**
     * Adds an invite, or renews the one that the address has. One that was deleted or accepted gives way to the new one, since
     * Medusa's index allows one row for each address.
     *
     * @return the invite's id
     */
    String save(String newId, EmailAddress email, Role role, Instant expiresAt) {
        return jdbc.sql("""
                insert into invite as i (id, user_email, role, token, created_at, updated_at, expires_at)
                values (:id, :email, :role::invite_role_enum, :id, :now, :now, :expiresAt)
                on conflict (user_email) do update
                set id = case when i.accepted or i.deleted_at is not null then excluded.id else i.id end,
                    token = case when i.accepted or i.deleted_at is not null then excluded.id else i.id end,
                    created_at =
                        case when i.accepted or i.deleted_at is not null then excluded.created_at else i.created_at end,
                    role = excluded.role, accepted = false, updated_at = excluded.updated_at, deleted_at = null,
                    expires_at = excluded.expires_at
                returning id
                """)
                .param("id", newId)
                .param("email", email.value())
                .param("role", role.id())
                .param("now", now())
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    /** Extends an open invite. A token that Medusa sent is no longer valid then. */
    boolean renew(String id, Instant expiresAt) {
        return jdbc.sql("""
                update invite set token = id, expires_at = :expiresAt, updated_at = :now
                where id = :id and\s""" + OPEN)
                        .param("id", id)
                        .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                        .param("now", now())
                        .update()
                > 0;
    }

    /** Deletes the invite and returns it if it was valid: of several calls one finds it. */
    Optional<Invite> spend(String id) {
        return jdbc.sql("delete from invite where id = :id and expires_at > :now and " + OPEN + " returning " + COLUMNS)
                .param("id", id)
                .param("now", now())
                .query(this::invite)
                .optional();
    }

    /** Deletes the invite and returns its address. */
    Optional<String> delete(String id) {
        return jdbc.sql("delete from invite where id = :id returning user_email")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    private boolean isValid(Invite invite) {
        return invite.expiresAt().isAfter(clock.instant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Invite invite(ResultSet row, int number) throws SQLException {
        String metadata = row.getString(10);
        return new Invite(
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                instant(row.getObject(4, OffsetDateTime.class)),
                row.getString(5),
                Optional.ofNullable(row.getString(6)).flatMap(Role::find).orElse(null),
                row.getBoolean(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                metadata == null ? null : json.readTree(metadata));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
