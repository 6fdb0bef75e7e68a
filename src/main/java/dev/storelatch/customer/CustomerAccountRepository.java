package dev.storelatch.customer;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StoredAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Statements on customers' credentials, each of which locks or decides by itself. */
@Repository
class CustomerAccountRepository {

    private final JdbcClient jdbc;
    private final VerificationSettings settings;

    CustomerAccountRepository(JdbcClient jdbc, VerificationSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    Optional<Account> findByEmail(EmailAddress email) {
        return jdbc.sql("""
                select c.id, c.email, c.password_hash, a.token_epoch, coalesce(a.verified_email = c.email, false),
                       a.awaits_verification, f.methods
                from customer c
                cross join lateral storelatch.live_account('store', c.id) a
                cross join lateral storelatch.second_factors('store', c.id) f
                where c.email = :email and c.has_account and c.deleted_at is null
                """).param("email", email.value()).query(this::account).optional();
    }

    Optional<Account> find(String id) {
        return jdbc.sql("""
                select c.id, c.email, c.password_hash, a.token_epoch, coalesce(a.verified_email = c.email, false),
                       a.awaits_verification, f.methods
                from customer c
                cross join lateral storelatch.live_account('store', c.id) a
                cross join lateral storelatch.second_factors('store', c.id) f
                where c.id = :id
                """).param("id", id).query(this::account).optional();
    }

    Optional<String> findEmail(String id) {
        return jdbc.sql("select email from customer where id = :id and has_account and deleted_at is null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    Optional<StoredAccount> findStored(Actor actor) {
        return jdbc.sql("""
                select case when email = storelatch.erased_email(id) then 'ERASED'
                            when deleted_at is not null then 'DELETED'
                            when has_account then 'ACCOUNT'
                            else 'GUEST' end,
                       email, password_hash is not null
                from customer where id = :id
                """)
                .param("id", actor.id())
                .query((row, number) -> new StoredAccount(
                        actor, StoredAccount.State.valueOf(row.getString(1)), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    void lockForShare(String id) {
        jdbc.sql("select id from customer where id = :id for share")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    OptionalInt findTokenEpoch(String id) {
        return jdbc.sql("select token_epoch from storelatch.live_account('store', :id)")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Locks the account's row and returns its e-mail address. */
    Optional<String> lock(String id) {
        return jdbc.sql("select email from customer where id = :id and has_account and deleted_at is null for update")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    void replaceHash(String id, @Nullable String oldHash, String newHash) {
        jdbc.sql("update customer set password_hash = :new where id = :id and password_hash = :old")
                .param("new", newHash)
                .param("id", id)
                .param("old", oldHash)
                .update();
    }

    private Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new Actor(Realm.STORE, row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getBoolean(5),
                row.getBoolean(6) && settings.requireVerifiedEmail(),
                List.of((String[]) row.getArray(7).getArray()));
    }
}
