package dev.storelatch.federation;

import dev.storelatch.core.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the table {@code federated_identity}. */
@Repository
class IdentityRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    IdentityRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Finds the account that is linked, and records that it is used. */
    Optional<Actor> use(Provider provider, ProviderIdentity identity) {
        return jdbc.sql("""
                update storelatch.federated_identity set last_used_at = :now
                where realm = :realm and issuer = :issuer and subject = :subject
                returning account_id
                """)
                .param("now", now())
                .param("realm", provider.realm().id())
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query((row, number) -> new Actor(provider.realm(), row.getString(1)))
                .optional();
    }

    /** Returns the account that is linked. */
    Optional<Actor> find(Provider provider, ProviderIdentity identity) {
        return jdbc.sql("""
                select account_id from storelatch.federated_identity
                where realm = :realm and issuer = :issuer and subject = :subject
                """)
                .param("realm", provider.realm().id())
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query((row, number) -> new Actor(provider.realm(), row.getString(1)))
                .optional();
    }

    /** Inserts a link. Returns false if one of any account exists, even one that is being made at the same time. */
    boolean insert(String id, Actor account, Provider provider, ProviderIdentity identity) {
        return jdbc.sql("""
                        insert into storelatch.federated_identity
                            (id, realm, account_id, provider, issuer, subject, email, created_at)
                        values (:id, :realm, :account, :provider, :issuer, :subject, :email, :now)
                        on conflict (realm, issuer, subject) do nothing
                        """)
                        .param("id", id)
                        .param("realm", account.realm().id())
                        .param("account", account.id())
                        .param("provider", provider.name())
                        .param("issuer", identity.issuer())
                        .param("subject", identity.subject())
                        .param(
                                "email",
                                identity.email() == null
                                        ? null
                                        : identity.email().value())
                        .param("now", now())
                        .update()
                > 0;
    }

    /** Returns the links of an account, the oldest first. */
    List<LinkedIdentity> list(Actor account) {
        return jdbc.sql("""
                select id, provider, issuer, email, created_at, last_used_at from storelatch.federated_identity
                where realm = :realm and account_id = :account
                order by created_at, id
                """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(IdentityRepository::identity)
                .list();
    }

    int count(Actor account) {
        return jdbc.sql("""
                select count(*) from storelatch.federated_identity where realm = :realm and account_id = :account
                """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(Integer.class)
                .single();
    }

    /** Deletes a link of the account. Returns the provider's name; empty if there is no such link. */
    Optional<String> delete(Actor account, String id) {
        return jdbc.sql("""
                delete from storelatch.federated_identity
                where id = :id and realm = :realm and account_id = :account
                returning provider
                """)
                .param("id", id)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(String.class)
                .optional();
    }

    /** Deletes all links of the account, and returns the names of the providers. */
    List<String> deleteAll(Actor account) {
        return jdbc.sql("""
                delete from storelatch.federated_identity where realm = :realm and account_id = :account
                returning provider
                """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(String.class)
                .list();
    }

    private static LinkedIdentity identity(ResultSet row, int number) throws SQLException {
        OffsetDateTime lastUsedAt = row.getObject(6, OffsetDateTime.class);
        return new LinkedIdentity(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                lastUsedAt == null ? null : lastUsedAt.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
