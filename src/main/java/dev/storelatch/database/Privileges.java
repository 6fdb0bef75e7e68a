package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks that the server's role has the privileges that the migrations need, before anything is changed. */
final class Privileges {

    private static final String ACTION = "Nothing has been changed. An administrator of the database can run: %s";

    private Privileges() {}

    /** @throws StartupException if the role may not create, or not use, the schema {@code storelatch} */
    static void requireOwnSchema(Connection connection) throws SQLException {
        require(connection, "needs the schema storelatch for its own tables", """
                select quote_ident(current_user), case
                  when s.oid is null and not has_database_privilege(current_database(), 'create')
                    then 'create schema storelatch authorization ' || quote_ident(current_user)
                  when not (has_schema_privilege(s.oid, 'create') and has_schema_privilege(s.oid, 'usage'))
                    then 'grant usage, create on schema storelatch to ' || quote_ident(current_user)
                end
                from (values ('storelatch')) own (name) left join pg_namespace s on s.nspname = own.name
                """);
    }

    /** @throws StartupException if Medusa's tables would be created in our schema because it has the role's name */
    static void requireSeparateSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_user = 'storelatch' and current_setting('search_path') like '%"$user"%'
                        """)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StartupException(
                        "The database role is named storelatch, like the schema of our own tables, so that Medusa's"
                                + " tables would be created in that schema.",
                        "Set the schema of Medusa's tables, for example DATABASE_SCHEMA=public. Nothing has been changed.");
            }
        }
    }

    /** @throws StartupException if the role may not create Medusa's tables in its current schema, or has none */
    static void requireMedusaSchema(Connection connection) throws SQLException {
        require(connection, "must create Medusa's tables in its current schema", """
                select quote_ident(current_user), case
                  when s.oid is null
                    then 'create schema <name> authorization ' || quote_ident(current_user)
                      || ', where <name> is one of the search_path: ' || current_setting('search_path')
                  when not has_schema_privilege(s.oid, 'create')
                    then format('grant create on schema %I to %I', s.nspname, current_user)
                end
                from (values (current_schema())) own (name) left join pg_namespace s on s.nspname = own.name
                """);
    }

    private static void require(Connection connection, String purpose, String sql) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            String statement = row.getString(2);
            if (statement != null) {
                throw new StartupException(
                        "The server %s, but its database role %s may not create tables there."
                                .formatted(purpose, row.getString(1)),
                        ACTION.formatted(statement));
            }
        }
    }
}
