package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.MedusaSample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;

/** Medusa has the role of the tables' owner, and this server one that sees none of Medusa's statements. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LiveMedusaCheckTest {

    private static final String WARNING = "A Medusa server seems to use this database";

    private final String medusas = MedusaSample.newDatabase();

    @Test
    void aServerThatReadsMedusasQueueRepeatedlyIsReported(CapturedOutput output) throws Exception {
        observeWhile(this::poll);

        assertThat(output).contains(WARNING, "storelatch.password.medusa-readable=true");
    }

    @Test
    void aBackupIsNotReported(CapturedOutput output) throws Exception {
        observeWhile(() -> {
            try (Connection connection = DriverManager.getConnection(medusas)) {
                read(connection);
            }
            return null;
        });

        assertThat(output).doesNotContain(WARNING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExplicitSettingNeedsNoCheck(boolean medusaReadable) {
        check(medusaReadable).start();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("live-medusa-check"));
    }

    /** Runs the check, and meanwhile what another process does. */
    private void observeWhile(Callable<@Nullable Void> other) throws Exception {
        LiveMedusaCheck check = check(null);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> running = thread.submit(other);
            check.observe();
            thread.shutdownNow();
            running.get();
        } finally {
            thread.shutdownNow();
        }
    }

    private LiveMedusaCheck check(@Nullable Boolean medusaReadable) {
        JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(medusas, "postgres", ""));
        owner.sql("drop role if exists observer").update();
        owner.sql("create role observer login").update();
        String url = medusas.replace("user=postgres", "user=observer");
        PasswordSettings settings = new PasswordSettings(
                8,
                true,
                medusaReadable,
                new PasswordSettings.Argon2(DataSize.ofMegabytes(1), 1),
                new PasswordSettings.Hashing(null, 16, Duration.ofSeconds(2), null));
        return new LiveMedusaCheck(
                settings,
                new StagedJobRepository(JdbcClient.create(new DriverManagerDataSource(url))),
                Duration.ofSeconds(5));
    }

    /** PostgreSQL counts what a session has read after its transaction, but at most once a second. */
    private @Nullable Void poll() throws SQLException {
        try (Connection connection = DriverManager.getConnection(medusas)) {
            while (true) {
                read(connection);
                Thread.sleep(100);
            }
        } catch (InterruptedException stopped) {
            return null;
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select * from staged_job limit 1000").close();
        }
    }
}
