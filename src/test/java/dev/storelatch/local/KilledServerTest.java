package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The local database after its server was killed. */
class KilledServerTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void simulateInterruptedFirstStart() throws IOException {
        folder = temp.resolve(".storelatch");
        Files.createDirectories(folder.resolve("data/base"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half a line");
    }

    @Test
    void dataAreKeptAfterAKillAndAfterEachStop() throws Exception {
        Process server = LocalPostgresProcess.start(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("postgresql"))))
                .isEqualTo("rwx------");
        long postmaster = Long.parseLong(postmasterPid().get(0));
        assertThatThrownBy(() -> LocalDirectory.open(folder))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("Another Storelatch");

        server.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(postmaster)).get().matches(ProcessHandle::isAlive);

        String url;
        try (LocalPostgres adopted = LocalPostgres.start(LocalDirectory.open(folder))) {
            assertThat(postmasterPid().get(0)).isEqualTo(String.valueOf(postmaster));
            url = adopted.getJdbcUrl();
            jdbc(adopted).sql("create table kept (id int)").update();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url)).hasRootCauseInstanceOf(ConnectException.class);

        // After a crash of the machine, the postmaster's number may belong to any other process.
        Files.write(folder.resolve("data/postmaster.pid"), pidFileOf(ProcessHandle.current()));
        try (LocalPostgres restarted = LocalPostgres.start(LocalDirectory.open(folder))) {
            assertThat(jdbc(restarted)
                            .sql("select count(*) from kept")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private List<String> postmasterPid() throws IOException {
        return Files.readAllLines(folder.resolve("data/postmaster.pid"));
    }

    private List<String> pidFileOf(ProcessHandle process) {
        return List.of(
                String.valueOf(process.pid()), folder.resolve("data").toString(), "1795000000", "1", "", "127.0.0.1");
    }

    private static JdbcClient jdbc(LocalPostgres postgres) {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
    }
}
