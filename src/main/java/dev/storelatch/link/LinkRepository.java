package dev.storelatch.link;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code link_token}. */
@Repository
class LinkRepository {

    private static final String COLUMNS =
            "id, purpose, realm, account_id, recipient, payload, issued_at, expires_at, hash";

    private final JdbcClient jdbc;
    private final Clock clock;

    LinkRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A link and the hash of its token.
     *
     * @param tokenHash SHA-256 in base64url
     */
    record Stored(Link link, String tokenHash) {

        @Override
        public String toString() {
            return "Stored[" + link + "]";
        }
    }

    /** Inserts the link, in place of an unused one in the same slot. */
    void insert(Link link, String slot, String tokenHash) {
        jdbc.sql("""
                insert into storelatch.link_token
                    (id, slot, hash, purpose, realm, account_id, recipient, payload, issued_at, expires_at)
                values (:id, :slot, :hash, :purpose, :realm, :account, :recipient, :payload, :issuedAt, :expiresAt)
                on conflict (slot) do update
                set id = excluded.id, hash = excluded.hash,
                    issued_at = excluded.issued_at, expires_at = excluded.expires_at
                """)
                .param("id", link.id())
                .param("slot", slot)
                .param("hash", tokenHash)
                .param("purpose", link.purpose())
                .param("realm", link.actor().realm().id())
                .param("account", link.actor().id())
                .param("recipient", link.recipient())
                .param("payload", link.payload())
                .param("issuedAt", link.issuedAt().atOffset(ZoneOffset.UTC))
                .param("expiresAt", link.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Stored> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from storelatch.link_token where id = :id and expires_at > :now")
                .param("id", id)
                .param("now", now())
                .query(LinkRepository::stored)
                .optional();
    }

    Optional<Link> findByToken(LinkPurpose purpose, String tokenHash) {
        return jdbc.sql("select " + COLUMNS + """
                 from storelatch.link_token where hash = :hash and purpose = :purpose and expires_at > :now
                """)
                .param("hash", tokenHash)
                .param("purpose", purpose.name())
                .param("now", now())
                .query(LinkRepository::stored)
                .optional()
                .map(Stored::link);
    }

    Optional<Link> delete(LinkPurpose purpose, String tokenHash) {
        return jdbc.sql("""
                delete from storelatch.link_token where hash = :hash and purpose = :purpose and expires_at > :now
                returning\s""" + COLUMNS)
                .param("hash", tokenHash)
                .param("purpose", purpose.name())
                .param("now", now())
                .query(LinkRepository::stored)
                .optional()
                .map(Stored::link);
    }

    void deleteAll(Actor actor) {
        jdbc.sql("delete from storelatch.link_token where realm = :realm and account_id = :account")
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                new Link(
                        row.getString(1),
                        row.getString(2),
                        new Actor(Realm.of(row.getString(3)), row.getString(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        row.getObject(8, OffsetDateTime.class).toInstant()),
                row.getString(9));
    }
}
