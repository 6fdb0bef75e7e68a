package dev.storelatch.customer;

import dev.storelatch.database.DirectDatabase;
import dev.storelatch.database.StatementProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Repository;

/**
 * The indexes that serve lists of customers, in addition to Medusa's own. They are on Medusa's table, but nothing of
 * Medusa's depends on them: each can be dropped, and Medusa can alter the table as without them.
 */
@Repository
class CustomerIndexRepository {

    /** Name of the connection that creates them, by which the progress is found. */
    private static final String APPLICATION = "storelatch customer indexes";

    private static final String CONTAINS = "storelatch_customer_contains";

    /** PostgreSQL keeps no statistics of the expressions of a partial index, so that a search would be planned badly. */
    private static final Map<String, String> DEFINITIONS = Map.of(
            "storelatch_customer_created_at", "(created_at, id) where deleted_at is null",
            "storelatch_customer_email", "(lower(email) text_pattern_ops)",
            "storelatch_customer_first_name", "(lower(first_name) text_pattern_ops)",
            "storelatch_customer_last_name", "(lower(last_name) text_pattern_ops)");

    private static final String TRIGRAMS =
            "using gin (email %1$s, first_name %1$s, last_name %1$s) where deleted_at is null";

    private final JdbcClient jdbc;
    private final DirectDatabase database;

    CustomerIndexRepository(JdbcClient jdbc, DirectDatabase database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Returns true if the index that finds a part of a text exists and is complete. */
    boolean hasTrigramIndex() {
        return isValid(CONTAINS, jdbc).orElse(false);
    }

    /**
     * Creates those of the indexes that do not exist, while the table is read and written, and returns how many it created.
     * That may take minutes, on a connection that is not one of the pool's. Of several servers one creates them.
     *
     * @param out receives the progress
     */
    int createMissing(Consumer<String> out) {
        DataSource direct = database.connections(APPLICATION);
        try (Connection connection = direct.getConnection()) {
            JdbcClient single = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            return StatementProgress.of(direct, APPLICATION, out, () -> createEachMissing(single));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no connection for creating indexes", e);
        }
    }

    private static int createEachMissing(JdbcClient direct) {
        if (!tryLock(direct)) {
            return 0;
        }
        // Medusa's migrations, which lock the table too, wait no longer than this for a transaction that we wait for.
        direct.sql("set lock_timeout = '30s'").update();
        Map<String, String> definitions = new LinkedHashMap<>(DEFINITIONS);
        trigramOperators(direct).ifPresent(operators -> definitions.put(CONTAINS, TRIGRAMS.formatted(operators)));
        int created = 0;
        for (Map.Entry<String, String> index : definitions.entrySet()) {
            Optional<Boolean> valid = isValid(index.getKey(), direct);
            if (valid.isPresent() && !valid.get()) {
                // A server was stopped while it created the index.
                direct.sql("drop index concurrently " + index.getKey()).update();
            }
            if (!valid.orElse(false)) {
                direct.sql("create index concurrently %s on customer %s".formatted(index.getKey(), index.getValue()))
                        .update();
                created++;
            }
        }
        if (created > 0) {
            direct.sql("analyze customer").update();
        }
        return created;
    }

    private static boolean tryLock(JdbcClient direct) {
        return direct.sql("select pg_try_advisory_lock(hashtextextended('storelatch: customer indexes', 0))")
                .query(Boolean.class)
                .single();
    }

    /** Finds the operator class of trigrams, which exists if an administrator of the database has installed pg_trgm. */
    private static Optional<String> trigramOperators(JdbcClient direct) {
        return direct.sql("""
                select format('%I.%I', n.nspname, o.opcname)
                from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace join pg_am a on a.oid = o.opcmethod
                where o.opcname = 'gin_trgm_ops' and a.amname = 'gin' and has_schema_privilege(n.oid, 'usage')
                limit 1
                """).query(String.class).optional();
    }

    /** Empty if there is no such index. */
    private static Optional<Boolean> isValid(String index, JdbcClient jdbc) {
        return jdbc.sql("""
                select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
                where i.indrelid = 'customer'::regclass and c.relname = :name
                """).param("name", index).query(Boolean.class).optional();
    }
}
