package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.PgBouncer;
import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Servers whose requests pass through PgBouncer in transaction mode, which {@code drills/pgbouncer} runs. */
@EnabledIfSystemProperty(named = "storelatch.test.pgbouncer", matches = ".+")
@Timeout(180)
class PoolerTest {

    private static final String MIGRATES = "Migrations pass through a connection pooler";
    private static final String PREPARES = "Requests pass through a connection pooler";

    private final TestDatabase database = new TestDatabase(TestPostgres.newDatabase());
    private final String pooled = PgBouncer.pooled(database.url());

    private ServerProcess launch(String url, boolean direct) {
        return ServerProcess.launch(
                direct
                        ? Map.of("spring.datasource.url", url, "spring.flyway.url", database.url())
                        : Map.of("spring.datasource.url", url));
    }

    private static boolean printed(ServerProcess server, String text) {
        return server.output().stream().anyMatch(line -> line.contains(text));
    }

    private List<String> locks() {
        return database.rows("select l.pid, a.query from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                + " where l.locktype = 'advisory' and l.database ="
                + " (select oid from pg_database where datname = current_database())");
    }

    @Test
    void twoServersStartAtOnceAndMigrateDirectly() {
        try (ServerProcess one = launch(pooled, true);
                ServerProcess other = launch(pooled, true)) {
            one.port();
            other.port();

            assertThat(database.history()).doesNotHaveDuplicates().isNotEmpty();
            assertThat(printed(one, "connection pooler") || printed(other, "connection pooler"))
                    .isFalse();
        }
    }

    /** Not recommended, but no start leaves a lock behind for which the next one waits. */
    @Test
    void serversThatMigrateThroughThePoolerStartAgain() {
        for (int start = 0; start < 2; start++) {
            try (ServerProcess server = launch(pooled, false)) {
                server.port();

                assertThat(printed(server, MIGRATES)).isTrue();
                assertThat(printed(server, PREPARES)).isFalse();
                assertThat(locks()).isEmpty();
            }
        }
    }

    @Test
    void preparedStatementsThatThePoolerDoesNotKnowAreWarnedOf() {
        try (ServerProcess server = launch(pooled.replace("prepareThreshold=0", "prepareThreshold=5"), true)) {
            server.port();

            assertThat(printed(server, PREPARES)).isTrue();
        }
    }
}
