package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LocalPostgresTest {

    @TempDir
    static Path temp;

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start(LocalDirectory.open(temp.resolve("a folder")));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void durabilitySettingsAreThoseOfPostgres() {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
    }

    @Test
    void everyConnectionRequiresThePassword() {
        assertThat(jdbc().sql("select distinct auth_method from pg_hba_file_rules")
                        .query(String.class)
                        .list())
                .containsExactly("scram-sha-256");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.getJdbcUrl(), "postgres", "guess"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.getJdbcUrl() + "?user=postgres"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no password");
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
        int port = URI.create(postgres.getJdbcUrl().substring("jdbc:".length())).getPort();
        List<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress address : outside) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 1000))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void onlyTheOwnerCanAccessItsFiles() throws IOException {
        Path folder = temp.resolve("a folder");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> !file.startsWith(folder.resolve("postgresql/"))))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(permissions(file))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void textIsUnicodeWhateverTheLocaleOfTheMachine() {
        assertThat(jdbc().sql("select lower('ÄÉ')").query(String.class).single())
                .isEqualTo("äé");
    }

    private static String setting(String name) {
        return jdbc().sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
