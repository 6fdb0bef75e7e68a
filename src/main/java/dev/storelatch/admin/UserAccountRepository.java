package dev.storelatch.admin;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StoredAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Statements on users' credentials, each of which locks or decides by itself. */
@Repository
class UserAccountRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    UserAccountRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Account> findByEmail(EmailAddress email) {
        return find("u.email = :key and u.deleted_at is null", email.value());
    }

    Optional<Account> find(String id) {
        return find("u.id = :key", id);
    }

    private Optional<Account> find(String condition, String key) {
        return jdbc.sql("""
                select u.id, u.email, u.password_hash, a.token_epoch, coalesce(a.verified_email = u.email, false), f.methods
                from "user" u
                cross join lateral storelatch.live_account('admin', u.id) a
                cross join lateral storelatch.second_factors('admin', u.id) f
                where\s""" + condition)
                .param("key", key)
                .query(UserAccountRepository::account)
                .optional();
    }

    Optional<String> findEmail(String id) {
        return jdbc.sql("select email from \"user\" where id = :id and deleted_at is null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    Optional<StoredAccount> findStored(Actor actor) {
        return jdbc.sql("""
                select case when email = storelatch.erased_email(id) then 'ERASED'
                            when deleted_at is not null then 'DELETED'
                            else 'ACCOUNT' end,
                       email, password_hash is not null
                from "user" where id = :id
                """)
                .param("id", actor.id())
                .query((row, number) -> new StoredAccount(
                        actor, StoredAccount.State.valueOf(row.getString(1)), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    void lockForShare(String id) {
        jdbc.sql("select id from \"user\" where id = :id for share")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    OptionalInt findTokenEpoch(String id) {
        return jdbc.sql("select token_epoch from storelatch.live_account('admin', :id)")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Locks the user who is not deleted and returns the e-mail address. */
    Optional<String> lock(String id) {
        return jdbc.sql("select email from \"user\" where id = :id and deleted_at is null for update")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    void replaceHash(String id, @Nullable String oldHash, String newHash) {
        jdbc.sql("update \"user\" set password_hash = :new where id = :id and password_hash = :old")
                .param("new", newHash)
                .param("id", id)
                .param("old", oldHash)
                .update();
    }

    void setHash(String id, String hash) {
        jdbc.sql("update \"user\" set password_hash = :hash, updated_at = :now where id = :id")
                .param("hash", hash)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new Actor(Realm.ADMIN, row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getBoolean(5),
                false,
                List.of((String[]) row.getArray(6).getArray()));
    }
}
