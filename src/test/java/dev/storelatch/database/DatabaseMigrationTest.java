package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.StartupException;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrates empty databases and those of Medusa 1.20, and leaves all others unchanged. */
class DatabaseMigrationTest {

    private static final String OTHER_APPLICATION = """
            create table spatial_ref_sys (srid integer primary key, srtext varchar);
            create view geometry_columns as select srid from spatial_ref_sys;
            create type valid_detail as (valid boolean, reason varchar);
            create schema tiger;
            create table tiger.county (id serial primary key);
            insert into spatial_ref_sys values (4326, 'WGS 84');
            """;

    private static TestDatabase empty() {
        return new TestDatabase(TestPostgres.newDatabase());
    }

    private static TestDatabase medusa() {
        return new TestDatabase(MedusaSample.newDatabase());
    }

    private static int tablesIn(TestDatabase database, String schema) {
        return database.rows("select 1 from pg_tables where schemaname = '%s'".formatted(schema))
                .size();
    }

    /** Checks that the server refuses to start and changes nothing, not even to create its own schema. */
    private static StartupException refusal(TestDatabase database) {
        return refusal(database, database);
    }

    /** @param witness the same database, for a role with all privileges */
    private static StartupException refusal(TestDatabase database, TestDatabase witness) {
        List<String> schemas = witness.rows("select nspname, nspowner, nspacl from pg_namespace order by 1");
        List<String> catalog = witness.catalog();
        List<String> data = witness.data();

        StartupException refusal =
                Objects.requireNonNull(catchThrowableOfType(StartupException.class, () -> database.migrate()));

        assertThat(refusal.action()).contains("Nothing has been changed");
        assertThat(witness.rows("select nspname, nspowner, nspacl from pg_namespace order by 1"))
                .isEqualTo(schemas);
        assertThat(witness.rows("select 1 from pg_tables where schemaname = 'storelatch'"))
                .isEmpty();
        assertThat(witness.catalog()).isEqualTo(catalog);
        assertThat(witness.data()).isEqualTo(data);
        return refusal;
    }

    @Test
    void medusasTablesAreCreatedInAnEmptyDatabase() {
        TestDatabase database = empty();

        database.migrate();

        assertThat(database.history()).startsWith("1 SQL");
        assertThat(tablesIn(database, "public")).isEqualTo(45);
        assertThat(database.value("select count(*) from customer")).isEqualTo("0");
    }

    @Test
    void aMedusaDatabaseIsLeftUnchanged() {
        TestDatabase database = medusa();
        List<String> catalog = database.catalog();
        List<String> data = database.data();

        database.migrate();

        assertThat(database.history()).startsWith("1 BASELINE");
        assertThat(database.catalog()).isEqualTo(catalog);
        assertThat(database.data()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tablesOfOtherApplicationsAreIgnored(boolean besideMedusa) {
        TestDatabase database = besideMedusa ? medusa() : empty();
        database.sql(OTHER_APPLICATION);

        database.migrate();

        assertThat(database.history()).startsWith(besideMedusa ? "1 BASELINE" : "1 SQL");
        assertThat(database.value("select srtext from spatial_ref_sys")).isEqualTo("WGS 84");
    }

    @Test
    void aSecondStartChangesNothing() {
        for (TestDatabase database : List.of(empty(), medusa())) {
            database.migrate();
            List<String> history = database.rows("select * from storelatch.flyway_schema_history order by 1");
            List<String> data = database.data();

            database.migrate();

            assertThat(database.rows("select * from storelatch.flyway_schema_history order by 1"))
                    .isEqualTo(history);
            assertThat(database.data()).isEqualTo(data);
        }
    }

    @Test
    void aDatabaseOfANewerReleaseIsRejected() {
        TestDatabase database = empty();
        database.migrate();
        database.sql("""
                insert into storelatch.flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (1000, '1000', 'newer', 'SQL', 'V1000__newer.sql', 1, 'postgres', 1, true)
                """);

        assertThat(catchThrowableOfType(StartupException.class, () -> database.migrate()))
                .hasMessage("The database was migrated by a newer release, to version 1000.");
    }

    @Test
    void aDatabaseOfAnotherMigrationIsRejected() {
        TestDatabase database = empty();
        database.migrate();
        database.sql("update storelatch.flyway_schema_history set checksum = checksum + 1 where version = '2'");

        assertThat(catchThrowableOfType(StartupException.class, () -> database.migrate()))
                .hasMessage("The database was migrated to version 2 by another migration than this release has.");
    }

    @Test
    void aStartThatFailedBeforeTheFirstMigrationIsRepeated(@TempDir Path noMigrations) {
        TestDatabase database = empty();
        FluentConfiguration configuration =
                Flyway.configure().dataSource(database.url(), null, null).locations("filesystem:" + noMigrations);
        configuration.defaultSchema("storelatch").load().migrate();
        assertThat(database.rows("select type from storelatch.flyway_schema_history"))
                .containsExactly("SCHEMA");

        database.migrate();

        assertThat(tablesIn(database, "public")).isEqualTo(45);
    }

    @Test
    void anIncompleteRestoreIsRejected() {
        TestDatabase database = medusa();
        database.sql("drop table \"order\", line_item cascade");

        assertThat(refusal(database)).hasMessageContaining("missing tables: line_item, order.");
    }

    @Test
    void aTableOfAnotherApplicationWithAMedusaNameIsReported() {
        TestDatabase database = empty();
        database.sql("create table store (id bigint primary key, name text)");

        assertThat(refusal(database))
                .hasMessageContaining("Found: store;")
                .hasMessageContaining("customer, customer_group,")
                .hasMessageContaining("store.default_currency_code");
    }

    @Test
    void aRemainingEnumerationIsReported() {
        TestDatabase database = empty();
        database.sql("create type user_role_enum as enum ('admin')");

        assertThat(refusal(database)).hasMessageContaining("Found: user_role_enum;");
    }

    @Test
    void aDatabaseOfMedusa2IsRejected() {
        TestDatabase database = empty();
        database.sql("""
                create table customer (id text primary key, company_name text, first_name text, last_name text,
                  email text, phone text, has_account boolean not null default false, metadata jsonb, created_by text,
                  created_at timestamptz default now(), updated_at timestamptz default now(), deleted_at timestamptz);
                create table "order" (id text primary key, display_id serial, customer_id text, version integer);
                """);

        assertThat(refusal(database)).hasMessageContaining("Medusa 2").hasMessageContaining("password_hash");
    }

    @ParameterizedTest
    @CsvSource({"customer, metadata", "order, sales_channel_id", "product_variant, variant_rank"})
    void aDatabaseOfAnOlderMedusaIsRejected(String table, String column) {
        TestDatabase database = medusa();
        database.sql("alter table \"%s\" drop column %s".formatted(table, column));

        assertThat(refusal(database))
                .hasMessageEndingWith("missing columns: %s.%s.".formatted(table, column))
                .satisfies(refusal -> assertThat(refusal.action()).contains("medusa migrations run"));
    }

    @Test
    void aRoleThatMayNotCreateSchemasIsReported() {
        TestDatabase database = medusa();
        TestDatabase role = database.newRole("shop-keeper");
        database.sql("grant all on all tables in schema public to \"shop-keeper\"");

        StartupException refusal = refusal(role, database);

        assertThat(refusal).hasMessageContaining("\"shop-keeper\"");
        assertThat(refusal.action())
                .endsWith("%n    create schema storelatch authorization \"shop-keeper\";".formatted());
        database.sql("create schema storelatch authorization \"shop-keeper\"");
        role.migrate();
        assertThat(database.history()).startsWith("1 BASELINE");
    }

    /** A role without any privilege, and one that may only read. */
    @ParameterizedTest
    @ValueSource(strings = {"reporting", "Reporting only"})
    void missingGrantsOnMedusasTablesAreListedAndSuffice(String name) {
        TestDatabase database = medusa();
        TestDatabase role = database.newRole(name);
        boolean reads = name.contains(" ");
        if (reads) {
            database.sql("grant select on all tables in schema public to \"%s\"".formatted(name));
        }

        StartupException refusal = refusal(role, database);

        assertThat(statements(refusal)).hasSize(reads ? 2 : 3).last().asString().startsWith("""
                grant insert, update, delete on public.address, public.cart, public.customer, \
                public.customer_group_customers, public.invite, public."order", public."user" to""");
        statements(refusal).forEach(database::sql);
        role.migrate();
        assertThat(database.history()).startsWith("1 BASELINE");
    }

    /** Without the privilege, PostgreSQL finds no table in the schema. */
    @Test
    void aSchemaThatTheRoleMayNotUseIsNotTakenForAnEmptyOne() {
        TestDatabase database = medusa();
        database.sql("alter schema public rename to \"Shop\"", "revoke usage on schema \"Shop\" from public");
        TestDatabase role = database.newRole("outsider").searchPath("\"Shop\"");

        StartupException refusal = refusal(role, database);

        assertThat(statements(refusal)).contains("grant usage on schema \"Shop\" to outsider");
        statements(refusal).forEach(database::sql);
        role.migrate();
        assertThat(database.history()).startsWith("1 BASELINE");
    }

    @Test
    void grantsThatWereRevokedAreListedAtTheNextStart() {
        TestDatabase database = medusa();
        TestDatabase role = database.newRole("demoted");
        database.migrate();

        StartupException refusal =
                Objects.requireNonNull(catchThrowableOfType(StartupException.class, () -> role.migrate()));
        assertThat(statements(refusal))
                .containsExactly(
                        "grant usage on schema storelatch to demoted",
                        "grant select, insert, update, delete on all tables in schema storelatch to demoted");
        statements(refusal).forEach(database::sql);

        refusal = Objects.requireNonNull(catchThrowableOfType(StartupException.class, () -> role.migrate()));
        assertThat(statements(refusal))
                .hasSize(2)
                .first()
                .isEqualTo("grant select on all tables in schema public to demoted");
        statements(refusal).forEach(database::sql);
        role.migrate();
    }

    /** Returns the statements that the refusal lists, without their semicolons. */
    private static List<String> statements(StartupException refusal) {
        return Pattern.compile("(?m)^ {4}(.*);$")
                .matcher(refusal.action())
                .results()
                .map(statement -> statement.group(1))
                .toList();
    }

    /** The default search_path begins with the schema of the role's own name. */
    @Test
    void aRoleNamedLikeOurSchemaNeedsADatabaseSchema() {
        TestDatabase database = empty();
        TestDatabase role = database.newRole("storelatch");
        database.sql(
                "grant create on schema public to storelatch",
                "do $$ begin execute format('grant create on database %I to storelatch', current_database()); end $$");

        assertThat(refusal(role, database).action()).contains("DATABASE_SCHEMA=public");

        role.searchPath("public").migrate();
        assertThat(tablesIn(database, "public")).isEqualTo(45);
    }

    @Test
    void aRoleThatMayNotUseOurSchemaIsReported() {
        TestDatabase database = medusa();
        TestDatabase role = database.newRole("guest_worker");
        database.sql("grant all on all tables in schema public to guest_worker", "create schema storelatch");

        assertThat(refusal(role, database).action())
                .endsWith("%n    grant usage, create on schema storelatch to guest_worker;".formatted());

        database.sql("grant usage, create on schema storelatch to guest_worker");
        role.migrate();
        assertThat(database.history()).startsWith("1 BASELINE");
    }

    @Test
    void aRoleThatMayNotCreateMedusasTablesIsReported() {
        TestDatabase database = empty();
        TestDatabase role = database.newRole("newcomer");
        database.sql("create schema storelatch authorization newcomer");

        assertThat(refusal(role, database).action())
                .endsWith("%n    grant create on schema public to newcomer;".formatted());

        database.sql("grant create on schema public to newcomer");
        role.migrate();
        assertThat(database.history()).startsWith("1 SQL");
    }

    @Test
    void aSearchPathWithoutASchemaIsRejected() {
        TestDatabase database = empty();

        assertThat(refusal(database.searchPath("shop")).action())
                .contains("create schema <name> authorization postgres")
                .contains("search_path: shop");
    }

    @Test
    void medusasTablesMayBeInAnotherSchema() {
        TestDatabase database = medusa();
        database.sql("alter schema public rename to shop", "create schema public");
        List<String> catalog = database.catalog();

        database.searchPath("shop").migrate();

        assertThat(database.history()).startsWith("1 BASELINE");
        assertThat(database.catalog()).isEqualTo(catalog);
    }

    @Test
    void medusasTablesAreCreatedInTheCurrentSchema() {
        TestDatabase database = empty();
        database.sql("create schema shop");

        database.searchPath("shop,public").migrate();

        assertThat(tablesIn(database, "shop")).isEqualTo(45);
        assertThat(tablesIn(database, "public")).isZero();
    }

    @Test
    void laterMigrationsFindMedusasTablesByTheConnectionsSearchPath(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("V9000__probe.sql"), """
                create function storelatch.customers() returns bigint language sql
                  as 'select count(*) from customer';
                create table storelatch.probe as
                  select current_schema()::text as schema, storelatch.customers() as customers;
                """);
        TestDatabase database = medusa();
        database.sql("alter schema public rename to shop");

        database.searchPath("shop").migrate("filesystem:" + folder);

        assertThat(database.value("select * from storelatch.probe")).isEqualTo("shop 31");
    }

    @Test
    void twoServersCanStartAtTheSameTime() {
        for (TestDatabase database : List.of(empty(), medusa(), empty())) {
            CompletableFuture<?> one = CompletableFuture.runAsync(() -> database.migrate());
            CompletableFuture<?> other = CompletableFuture.runAsync(() -> database.migrate());

            assertThat(CompletableFuture.allOf(one, other)).succeedsWithin(60, TimeUnit.SECONDS);
            assertThat(database.history()).doesNotHaveDuplicates();
            database.migrate();
        }
    }

    @Test
    void aServerWaitsForAnotherThatMigrates() throws SQLException {
        TestDatabase database = empty();
        CompletableFuture<?> second;
        try (Connection first = database.connect()) {
            MigrationLock.acquire(first, Duration.ZERO);
            second = CompletableFuture.runAsync(() -> database.migrate());
            assertThat(second).failsWithin(1, TimeUnit.SECONDS);
            assertThat(database.rows("select 1 from pg_namespace where nspname = 'storelatch'"))
                    .isEmpty();
        }
        assertThat(second).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void aMigrationUsesNoConnectionOfThePool() throws SQLException {
        TestDatabase database = empty();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setMaximumPoolSize(1);
            try (Connection taken = pool.getConnection()) {
                TestDatabase.migrate(pool);
                assertThat(taken.isValid(1)).isTrue();
            }
        }
        assertThat(tablesIn(database, "public")).isEqualTo(45);
    }

    @Test
    void anUnreachableDatabaseIsReportedWithoutThePassword() {
        TestDatabase nowhere = new TestDatabase("jdbc:postgresql://localhost:1/shop?user=u&password=hush");

        assertThat(catchThrowableOfType(StartupException.class, () -> nowhere.migrate()))
                .hasMessageContaining("localhost:1")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aMalformedUrlIsNotRepeated() {
        TestDatabase malformed = new TestDatabase("jdbc:postgresql://localhost/shop%zz?password=hush");

        assertThat(catchThrowableOfType(StartupException.class, () -> malformed.migrate()))
                .hasMessageContaining("malformed")
                .hasMessageNotContaining("hush");
    }
}
