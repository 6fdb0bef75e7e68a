package dev.storelatch.passkey;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the tables {@code passkey} and {@code passkey_user}, for their owners. */
@Repository
class PasskeyRepository {

    private static final String COLUMNS =
            "id, name, credential_id, transports, factor_id is not null, backed_up, created_at, last_used_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    PasskeyRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the handle of the account, which stays the same once it has one. */
    byte[] findOrInsertHandle(Actor actor, byte[] newHandle) {
        return jdbc.sql("""
                insert into storelatch.passkey_user as u (realm, account_id, handle) values (:realm, :account, :handle)
                on conflict (realm, account_id) do update set handle = u.handle
                returning handle
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("handle", newHandle)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** Lists the passkeys of an account, the oldest first. */
    List<Passkey> list(Actor actor) {
        return jdbc.sql("select " + COLUMNS + """
                 from storelatch.passkey
                where realm = :realm and account_id = :account
                order by created_at, id
                """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query(PasskeyRepository::passkey)
                .list();
    }

    Optional<Passkey> find(Actor actor, String id) {
        return list(actor).stream().filter(passkey -> passkey.id().equals(id)).findFirst();
    }

    /** Inserts a passkey. Returns false if there is a credential with this id already, of whichever account. */
    boolean insert(Actor actor, NewPasskey passkey) {
        NewCredential credential = passkey.credential();
        return jdbc.sql("""
                        insert into storelatch.passkey
                            (id, realm, account_id, credential_id, public_key, aaguid, sign_count, backup_eligible,
                             backed_up, transports, name, created_at, factor_id)
                        values
                            (:id, :realm, :account, :credentialId, :publicKey, :aaguid, :signCount, :eligible,
                             :backedUp, :transports, :name, :now, :factor)
                        on conflict (credential_id) do nothing
                        """)
                        .param("id", passkey.id())
                        .param("realm", actor.realm().id())
                        .param("account", actor.id())
                        .param("credentialId", credential.credentialId().toArray())
                        .param("publicKey", credential.publicKey().toArray())
                        .param("aaguid", credential.aaguid())
                        .param("signCount", credential.signCount())
                        .param("eligible", credential.backupEligible())
                        .param("backedUp", credential.backedUp())
                        .param(
                                "transports",
                                credential.transports().stream().sorted().toArray(String[]::new))
                        .param("name", passkey.name())
                        .param("now", now())
                        .param("factor", passkey.factorId())
                        .update()
                > 0;
    }

    /** Finds the passkey with this credential id in a realm. */
    Optional<StoredPasskey> find(Realm realm, byte[] credentialId) {
        return jdbc.sql("""
                select p.id, p.account_id, u.handle, p.public_key, p.sign_count, p.backup_eligible, p.backed_up,
                       p.factor_id
                from storelatch.passkey p
                join storelatch.passkey_user u using (realm, account_id)
                where p.credential_id = :credentialId and p.realm = :realm
                """)
                .param("credentialId", credentialId)
                .param("realm", realm.id())
                .query((row, number) -> new StoredPasskey(
                        row.getString(1),
                        new Actor(realm, row.getString(2)),
                        Bytes.of(row.getBytes(3)),
                        Bytes.of(credentialId),
                        Bytes.of(row.getBytes(4)),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getString(8)))
                .optional();
    }

    Optional<Passkey> rename(Actor actor, String id, String name) {
        return jdbc.sql("""
                update storelatch.passkey set name = :name
                where id = :id and realm = :realm and account_id = :account
                returning\s""" + COLUMNS)
                .param("name", name)
                .param("id", id)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query(PasskeyRepository::passkey)
                .optional();
    }

    /**
     * Deletes a passkey.
     *
     * @return the id of the second factor that it was, if it was one; empty if the account has no such passkey
     */
    Optional<Optional<String>> delete(Actor actor, String id) {
        return jdbc.sql("""
                        delete from storelatch.passkey
                        where id = :id and realm = :realm and account_id = :account
                        returning factor_id
                        """)
                .param("id", id)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .optional();
    }

    /** Deletes all passkeys of the account, and its handle. */
    void deleteAll(Actor actor) {
        jdbc.sql("delete from storelatch.passkey_user where realm = :realm and account_id = :account")
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Passkey passkey(ResultSet row, int number) throws SQLException {
        OffsetDateTime lastUsed = row.getObject(8, OffsetDateTime.class);
        Instant lastUsedAt = lastUsed == null ? null : lastUsed.toInstant();
        return new Passkey(
                row.getString(1),
                row.getString(2),
                Base64Url.encode(row.getBytes(3)),
                Arrays.asList((String[]) row.getArray(4).getArray()),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                lastUsedAt);
    }
}
