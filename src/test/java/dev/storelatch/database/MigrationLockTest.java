package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One server at a time migrates, and the others wait for it, but not for ever. */
@Timeout(120)
class MigrationLockTest {

    private static final int SIGTERM = 128 + 15;

    private final TestDatabase database = new TestDatabase(TestPostgres.newDatabase());

    private String addressOfHolder(Connection holder) throws SQLException {
        try (Statement statement = holder.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return "process %d (application_name another release, client address 127.0.0.1), since 2"
                    .formatted(row.getInt(1));
        }
    }

    private Connection another() throws SQLException {
        return new TestDatabase(database.url() + "&ApplicationName=another%20release").connect();
    }

    @Test
    void aServerThatWaitsForTooLongNamesTheHolder() throws SQLException {
        try (Connection holder = another();
                Connection waiting = database.connect()) {
            MigrationLock.acquire(holder, Duration.ZERO);
            String address = addressOfHolder(holder);

            assertThatThrownBy(() -> MigrationLock.acquire(waiting, Duration.ofMillis(1)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("Another server has been migrating the database for more than 0 s: ")
                    .hasMessageContaining(address);
        }
    }

    /** A release before this one holds the lock by its session. */
    @Test
    void theLockOfAnOlderReleaseIsRespected() throws SQLException {
        try (Connection holder = another();
                Connection waiting = database.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('storelatch: look and migrate', 0))");
            String address = addressOfHolder(holder);

            assertThatThrownBy(() -> MigrationLock.acquire(waiting, Duration.ZERO))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(address);
        }
    }

    /** With a pooler, another client gets the session whose transaction has ended. */
    @Test
    void theEndOfTheTransactionEndsTheLock() throws SQLException {
        try (Connection holder = another();
                Connection next = database.connect()) {
            MigrationLock.acquire(holder, Duration.ZERO);
            holder.rollback();

            MigrationLock.acquire(next, Duration.ZERO);
        }
        assertThat(database.rows("select 1 from pg_locks where locktype = 'advisory' and granted and database ="
                        + " (select oid from pg_database where datname = current_database())"))
                .isEmpty();
    }

    @Test
    void idleTransactionsMayBeLimited() throws SQLException, InterruptedException {
        database.sql("""
                do $$ begin execute format('alter database %I set idle_in_transaction_session_timeout = 100',
                    current_database()); end $$
                """);
        try (Connection holder = another();
                Connection waiting = database.connect()) {
            MigrationLock.acquire(holder, Duration.ZERO);
            Thread.sleep(500);

            assertThatThrownBy(() -> MigrationLock.acquire(waiting, Duration.ZERO))
                    .isInstanceOf(StartupException.class);
            holder.rollback();
        }
    }

    /** Such a statement waits for every transaction that has a snapshot, whatever it does with it. */
    @Test
    void indexesCanBeCreatedConcurrently(@TempDir Path folder) throws IOException, SQLException {
        Files.writeString(folder.resolve("V9000__probe.sql"), "create table storelatch.probe (id int)");
        Files.writeString(
                folder.resolve("V9001__index.sql"), "create index concurrently probe_id on storelatch.probe (id)");
        database.sql("""
                do $$ begin
                    execute format('alter database %I set statement_timeout = ''20s''', current_database());
                end $$
                """);

        database.migrate("filesystem:" + folder);

        assertThat(database.value("select to_regclass('storelatch.probe_id')")).isEqualTo("storelatch.probe_id");
    }

    @Test
    void aServerThatWaitsForAnotherEndsOnSigterm() throws Exception {
        try (Connection holder = another()) {
            MigrationLock.acquire(holder, Duration.ZERO);
            String address = addressOfHolder(holder);
            try (ServerProcess server = ServerProcess.launch(Map.of("spring.datasource.url", database.url()))) {
                await().atMost(Duration.ofSeconds(60)).until(() -> printed(server, address));

                server.terminate();

                assertThat(server.waitFor(5)).isEqualTo(SIGTERM);
                assertThat(printed(server, "\tat ")).isFalse();
            }
        }
    }

    @Test
    void aServerThatWaitsForItsDatabaseEndsOnSigterm() throws Exception {
        try (ServerProcess server =
                ServerProcess.launch(Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/shop"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> printed(server, "Waiting up to 60 s for the database"));

            server.terminate();

            assertThat(server.waitFor(5)).isEqualTo(SIGTERM);
        }
    }

    private static boolean printed(ServerProcess server, String text) {
        return server.output().stream().anyMatch(line -> line.contains(text));
    }
}
