package dev.storelatch.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A database under test and the role that connects to it. */
record TestDatabase(String url) {

    /** Returns the same database with other schemas in its search_path. */
    TestDatabase searchPath(String schemas) {
        return new TestDatabase(url + "&currentSchema=" + schemas);
    }

    /** Returns the same database for a new role, which may log in and has no other privilege. */
    TestDatabase newRole(String name) {
        sql("create role \"%s\" login".formatted(name));
        return new TestDatabase(url.replace("user=postgres", "user=" + name));
    }

    /** Migrates the database as the server does at start. */
    void migrate(String... moreLocations) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            migrate(pool, moreLocations);
        }
    }

    static void migrate(HikariDataSource pool, String... moreLocations) {
        List<String> locations = new ArrayList<>(List.of(moreLocations));
        locations.add("classpath:db/migration");
        FluentConfiguration configuration =
                Flyway.configure().dataSource(pool).locations(locations.toArray(String[]::new));
        new FlywayCustomization().customize(configuration);
        new DatabaseMigration(
                        new DatabaseSettings(Duration.ZERO, Duration.ofMinutes(1)), new StaticListableBeanFactory())
                .migrate(configuration.load());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the rows of a query, each as its columns joined by blanks. */
    List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
                for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(' ').append(rows.getString(i));
                }
                result.add(row.toString());
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String value(String query) {
        return rows(query).get(0);
    }

    /** Returns version and type of each migration in the history, in the order in which they ran. */
    List<String> history() {
        return rows("select version, type from storelatch.flyway_schema_history where version is not null"
                + " order by installed_rank");
    }

    /**
     * Describes all objects that are neither PostgreSQL's nor ours, one property on each line; that of a table begins with
     * the name of the table and a colon.
     */
    List<String> catalog() {
        return rows("""
                with schema as (
                  select oid, nspname from pg_namespace
                  where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'storelatch')
                ), relation as (
                  select c.*, s.nspname from pg_class c join schema s on s.oid = c.relnamespace
                )
                select relname || ': ' || fact from (
                  select relname, concat_ws(' ', 'relation', nspname, relkind, relowner::regrole, relacl::text) fact
                  from relation
                  union all
                  select relname, concat_ws(' ', 'column',
                    row_number() over (partition by c.oid order by attnum), attname, format_type(atttypid, atttypmod),
                    case when attnotnull then 'not null' end, pg_get_expr(adbin, adrelid))
                  from relation c join pg_attribute a on a.attrelid = c.oid
                    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                  where attnum > 0 and not attisdropped and relkind in ('r', 'v')
                  union all
                  select relname, concat_ws(' ', 'constraint', conname, pg_get_constraintdef(k.oid))
                  from relation c join pg_constraint k on k.conrelid = c.oid
                  where contype <> 'n' -- which PostgreSQL 18 added for each column that is not null
                  union all
                  select relname, pg_get_indexdef(indexrelid) from relation c join pg_index i on i.indrelid = c.oid
                  union all
                  select relname, pg_get_triggerdef(t.oid)
                  from relation c join pg_trigger t on t.tgrelid = c.oid where not tgisinternal
                  union all
                  select relname, concat_ws(' ', 'sequence', seqtypid::regtype, seqstart, seqincrement, seqmax,
                    seqcycle, refobjid::regclass, refobjsubid)
                  from relation c join pg_sequence q on q.seqrelid = c.oid left join pg_depend d on d.objid = c.oid
                    and d.classid = 'pg_class'::regclass and d.deptype = 'a'
                  union all
                  select typname, concat_ws(' ', 'enumeration', enumlabel, enumsortorder)
                  from pg_type t join schema s on s.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
                  union all
                  select proname, concat_ws(' ', 'function', pg_get_function_identity_arguments(p.oid), md5(prosrc))
                  from pg_proc p join schema s on s.oid = p.pronamespace
                  union all
                  select extname, 'extension' from pg_extension
                  union all
                  select nspname, 'schema' from schema
                ) facts order by 1
                """);
    }

    /** Returns the name and a hash of the rows of each table that is neither PostgreSQL's nor ours. */
    List<String> data() {
        return rows("""
                select schemaname, tablename, md5(query_to_xml(
                  format('select t::text from %I.%I t order by 1', schemaname, tablename), true, true, '')::text)
                from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'storelatch')
                union all
                select schemaname, sequencename, last_value::text from pg_sequences where schemaname <> 'storelatch'
                order by 1, 2
                """);
    }
}
