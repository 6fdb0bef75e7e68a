package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that the server's role has the privileges that it needs, before anything is changed. */
final class Privileges {

    /** Medusa's tables whose rows the server writes; it reads the others. */
    private static final SortedSet<String> WRITTEN = new TreeSet<>(
            List.of("address", "cart", "customer", "customer_group_customers", "invite", "order", "user"));

    private final Connection connection;
    private final List<String> missing = new ArrayList<>();

    Privileges(Connection connection) {
        this.connection = connection;
    }

    /** Requires our own schema, or the privilege to create it, and in it the privilege to create tables. */
    Privileges createOwnTables() throws SQLException {
        return collect("""
                select case
                  when s.oid is null and not has_database_privilege(current_database(), 'create')
                    then format('create schema storelatch authorization %I', current_user)
                  when not (has_schema_privilege(s.oid, 'create') and has_schema_privilege(s.oid, 'usage'))
                    then format('grant usage, create on schema storelatch to %I', current_user)
                end
                from (values ('storelatch')) own (name) left join pg_namespace s on s.nspname = own.name
                """);
    }

    /** Requires access to those of our own tables that exist, which another role may have created. */
    Privileges useOwnTables() throws SQLException {
        return collect("""
                with own as (select oid from pg_namespace where nspname = 'storelatch')
                select format('grant usage on schema storelatch to %I', current_user)
                from own where not has_schema_privilege(own.oid, 'usage')
                  and exists (select from pg_class c where c.relnamespace = own.oid)
                union all
                select format('grant select, insert, update, delete on all tables in schema storelatch to %I', current_user)
                from own where exists (
                  select from pg_class c
                  where c.relnamespace = own.oid and c.relkind = 'r' and not has_table_privilege(c.oid, 'select'))
                """);
    }

    /**
     * Requires access to Medusa's tables, if a schema of the {@code search_path} has all of them. Names of tables whose
     * schema the role may not use cannot be resolved, so that the database would seem to be empty.
     */
    Privileges useMedusasTables(Collection<String> tables) throws SQLException {
        return collect("""
                with path as (
                  select s.oid, s.nspname, entry.position
                  from unnest(string_to_array(current_setting('search_path'), ',')) with ordinality entry (name, position)
                  join pg_namespace s
                    on s.nspname = case btrim(entry.name, ' "') when '$user' then current_user else btrim(entry.name, ' "') end
                ), medusa as (
                  select p.oid, p.nspname from path p join pg_class c on c.relnamespace = p.oid
                  where c.relname = any (?)
                  group by p.oid, p.nspname, p.position having count(*) = cardinality(?::text[])
                  order by p.position limit 1
                ), tables as (
                  select m.nspname, c.oid, c.relname
                  from medusa m join pg_class c on c.relnamespace = m.oid
                  where c.relname = any (?)
                )
                select format('grant usage on schema %I to %I', m.nspname, current_user)
                from medusa m where not has_schema_privilege(m.oid, 'usage')
                union all
                select format('grant select on all tables in schema %I to %I', m.nspname, current_user)
                from medusa m where exists (select from tables t where not has_table_privilege(t.oid, 'select'))
                union all
                select format('grant insert, update, delete on %s to %I',
                  string_agg(format('%I.%I', t.nspname, t.relname), ', ' order by t.relname), current_user)
                from tables t
                where t.relname = any (?)
                  and not (has_table_privilege(t.oid, 'insert') and has_table_privilege(t.oid, 'update')
                    and has_table_privilege(t.oid, 'delete'))
                having count(*) > 0
                """, tables, tables, tables, WRITTEN);
    }

    /** Requires the privilege to create Medusa's tables in the role's current schema. */
    Privileges createMedusasTables() throws SQLException {
        return collect("""
                select case
                  when s.oid is null
                    then format('create schema <name> authorization %I', current_user)
                      || ', where <name> is one of the search_path: ' || current_setting('search_path')
                  when not has_schema_privilege(s.oid, 'create')
                    then format('grant create on schema %I to %I', s.nspname, current_user)
                end
                from (values (current_schema())) own (name) left join pg_namespace s on s.nspname = own.name
                """);
    }

    /** @throws StartupException if the role lacks one of the privileges, with the statements that grant them */
    void check() throws SQLException {
        if (missing.isEmpty()) {
            return;
        }
        throw new StartupException(
                "The database role %s lacks privileges that the server needs.".formatted(role()),
                missing.stream()
                        .map(statement -> "%n    %s;".formatted(statement))
                        .collect(Collectors.joining(
                                "",
                                "Nothing has been changed. Run the following statements as a superuser, or as the owner"
                                        + " of the database and of its tables:%n".formatted(),
                                "")));
    }

    private String role() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select quote_ident(current_user)")) {
            row.next();
            return row.getString(1);
        }
    }

    @SafeVarargs
    private Privileges collect(String sql, Collection<String>... names) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.length; i++) {
                query.setArray(i + 1, connection.createArrayOf("text", names[i].toArray()));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        missing.add(rows.getString(1));
                    }
                }
            }
        }
        return this;
    }
}
