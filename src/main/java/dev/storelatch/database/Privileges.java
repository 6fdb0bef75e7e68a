package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the server's role may do what the migrations do; asked first, so that a refusal leaves nothing behind. */
final class Privileges {

    private static final String ACTION = "Nothing has been changed. Let an administrator of the database run: %s";

    private Privileges() {}

    /** @throws StartupException if the role may not create, or not use, the schema {@code storelatch} */
    static void requireOwnSchema(Connection connection) throws SQLException {
        require(connection, "and needs the schema storelatch for its own tables", """
                select quote_ident(current_user), case
                  when s.oid is null and not has_database_privilege(current_database(), 'create')
                    then 'create schema storelatch authorization ' || quote_ident(current_user)
                  when not (has_schema_privilege(s.oid, 'create') and has_schema_privilege(s.oid, 'usage'))
                    then 'grant usage, create on schema storelatch to ' || quote_ident(current_user)
                end
                from (values ('storelatch')) own (name) left join pg_namespace s on s.nspname = own.name
                """);
    }

    /** @throws StartupException if the role is our schema's namesake, and Medusa's tables would be created in that schema */
    static void requireSchemaOfTheirOwn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_user = 'storelatch' and current_setting('search_path') like '%"$user"%'
                        """)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StartupException(
                        "The database's role is named storelatch, as our own schema is, and Medusa's tables would be"
                                + " created in that schema.",
                        "Name the schema for Medusa's tables, such as DATABASE_SCHEMA=public. Nothing has been changed.");
            }
        }
    }

    /** @throws StartupException if the role may not create Medusa's tables in its current schema, or has none */
    static void requireMedusaSchema(Connection connection) throws SQLException {
        require(connection, "and is to create Medusa's tables in its current schema", """
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
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String remedy = row.getString(2);
            if (remedy != null) {
                throw new StartupException(
                        "The server is the database's role %s %s, but that role may not create them there."
                                .formatted(row.getString(1), purpose),
                        ACTION.formatted(remedy));
            }
        }
    }
}
