package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Long statements show in the log how far they are, and what they wait for. */
class StatementProgressTest {

    private static final String WORK = "test work";
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final String url = TestPostgres.newDatabase();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void anIndexThatWaitsForATransactionIsReportedUntilItIsBuilt() throws Exception {
        execute(url, "create table big (id int); insert into big select generate_series(1, 1000)");
        CompletableFuture<Void> work;
        try (Connection writer = DriverManager.getConnection(url);
                Statement write = writer.createStatement()) {
            writer.setAutoCommit(false);
            write.execute("insert into big values (0)");
            work = CompletableFuture.runAsync(() -> execute(
                    url + "&ApplicationName=" + WORK,
                    "create  index concurrently\nbig_id on big (id) -- " + "x".repeat(10_000)));
            during(() -> await().atMost(Duration.ofSeconds(60)).until(() -> !lines.isEmpty()));
            writer.commit();
        }
        work.join();

        assertThat(lines.get(0))
                .matches("create index concurrently big_id on big \\(id\\) -- x{32}: for \\d+ s,"
                        + " waiting for writers before build.*, waits for a lock of another transaction");
        lines.clear();
        during(() -> await().pollDelay(INTERVAL.multipliedBy(5)).until(() -> true));
        assertThat(lines).isEmpty();
    }

    private void during(Runnable work) {
        StatementProgress.of(new DriverManagerDataSource(url), WORK, INTERVAL, lines::add, () -> {
            work.run();
            return true;
        });
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
