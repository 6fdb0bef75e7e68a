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
    void insert(Link link, boolean lasting, String slot, String tokenHash) {
        jdbc.sql("""
                insert into storelatch.link_token
                    (id, slot, hash, purpose, realm, account_id, recipient, payload, issued_at, expires_at, lasting)
                values
                    (:id, :slot, :hash, :purpose, :realm, :account, :recipient, :payload, :issuedAt, :expiresAt, :lasting)
                on conflict (slot) do update
                set id = excluded.id, hash = excluded.hash, number = default,
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
                .param("lasting", lasting)
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

    /** Deletes the links of the account, the lasting ones only if they are included. */
    void deleteAll(Actor actor, boolean includeLasting) {
        jdbc.sql("""
                delete from storelatch.link_token
                where realm = :realm and account_id = :account and (:includeLasting or not lasting)
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("includeLasting", includeLasting)
                .update();
    }

    void deleteAll(LinkPurpose purpose, Actor actor) {
        jdbc.sql("""
                delete from storelatch.link_token
                where realm = :realm and account_id = :account and purpose = :purpose
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("purpose", purpose.name())
                .update();
    }

    /** Deletes the account's links for the purpose that were issued after the one with this token. */
    void deleteLater(LinkPurpose purpose, String tokenHash) {
        jdbc.sql("""
                delete from storelatch.link_token later
                using storelatch.link_token l
                where l.hash = :hash and l.purpose = :purpose
                  and later.realm = l.realm and later.account_id = l.account_id and later.purpose = l.purpose
                  and later.number > l.number
                """).param("hash", tokenHash).param("purpose", purpose.name()).update();
    }

    /** Returns true if another account has a link for the purpose that was mailed to this address. */
    boolean existsForOther(LinkPurpose purpose, Actor actor, String recipient) {
        return jdbc.sql("""
                select exists (
                    select from storelatch.link_token
                    where recipient = :recipient and purpose = :purpose and expires_at > :now
                      and (realm, account_id) <> (:realm, :account))
                """)
                .param("recipient", recipient)
                .param("purpose", purpose.name())
                .param("now", now())
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query(Boolean.class)
                .single();
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
