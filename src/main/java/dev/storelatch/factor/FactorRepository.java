package dev.storelatch.factor;

import dev.storelatch.core.Actor;
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

/** SQL of the table {@code second_factor}. */
@Repository
class FactorRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    FactorRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the factors of the account, oldest first. */
    List<EnrolledFactor> list(Actor account) {
        return jdbc.sql("""
                        select id, method, name, created_at, last_used_at from storelatch.second_factor
                        where realm = :realm and account_id = :account
                        order by created_at, id
                        """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(FactorRepository::factor)
                .list();
    }

    void insert(Actor account, EnrolledFactor factor) {
        jdbc.sql("""
                insert into storelatch.second_factor (id, realm, account_id, method, name, created_at, last_used_at)
                values (:id, :realm, :account, :method, :name, :createdAt, :createdAt)
                """)
                .param("id", factor.id())
                .param("realm", account.realm().id())
                .param("account", account.id())
                .param("method", factor.method())
                .param("name", factor.name())
                .param("createdAt", utc(factor.createdAt()))
                .update();
    }

    /** Deletes a factor with what proves it, and returns its method; empty if the account has none with this id. */
    Optional<String> delete(Actor account, String id) {
        return jdbc.sql("""
                        delete from storelatch.second_factor
                        where id = :id and realm = :realm and account_id = :account
                        returning method
                        """)
                .param("id", id)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(String.class)
                .optional();
    }

    /** Deletes all factors of the account, and returns their methods. */
    List<String> deleteAll(Actor account) {
        return jdbc.sql("""
                        delete from storelatch.second_factor where realm = :realm and account_id = :account returning method
                        """)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .query(String.class)
                .list();
    }

    /** Records that a factor was proved now. */
    void recordUse(String id) {
        jdbc.sql("update storelatch.second_factor set last_used_at = :now where id = :id")
                .param("now", utc(clock.instant()))
                .param("id", id)
                .update();
    }

    private static EnrolledFactor factor(ResultSet row, int number) throws SQLException {
        return new EnrolledFactor(
                row.getString("id"),
                row.getString("method"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("last_used_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
