package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.support.TestPostgres;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class WrapPasswordHashesCommandTest {

    private static final PasswordSettings.Argon2 CHEAP = new PasswordSettings.Argon2(DataSize.ofMegabytes(1), 1);
    private static final String LINE =
            "%s: %d wrapped, %d left that are strong, %d left that cannot be read or ask for too much";

    private final PasswordHashes passwords =
            new PasswordHashes(false, new Argon2idScheme(CHEAP, 1), new ScryptScheme());

    private final HikariDataSource database = new HikariDataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void open() {
        database.setJdbcUrl(TestPostgres.newMigratedDatabase());
        database.setMaximumPoolSize(3);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void weakHashesOfCustomersAndAdministratorsAreWrappedAndStillVerify() {
        insert("customer", "cus_weak", weak("ada's password"));
        insert("customer", "cus_nobody", null);
        insert("\"user\"", "usr_weak", weak("olga's password"));

        assertThat(run(false))
                .containsExactly(LINE.formatted("customer", 1, 0, 0), LINE.formatted("\"user\"", 1, 0, 0));
        assertThat(events())
                .containsExactly(
                        "user_updated store command password_hashes_wrapped 1 accounts",
                        "user_updated admin command password_hashes_wrapped 1 accounts");

        assertThat(hash("customer", "cus_weak"))
                .matches("\\$scrypt-kdf\\$[A-Za-z\\d+/]{86}\\$argon2id\\$v=19\\$m=1024,t=1,p=1\\$.{22}\\$.{43}");
        assertThat(passwords
                        .verify("ada's password", hash("customer", "cus_weak"))
                        .matches())
                .isTrue();
        assertThat(passwords
                        .verify("olga's password", hash("\"user\"", "usr_weak"))
                        .matches())
                .isTrue();
        assertThat(passwords
                        .verify("olga's password", hash("customer", "cus_weak"))
                        .matches())
                .isFalse();
    }

    /** Medusa, where administrators still log in, cannot verify a wrapped hash. */
    @Test
    void hashesOfAdministratorsAreLeftOnRequest() {
        String medusas = weak("olga's password");
        insert("customer", "cus_weak", weak("ada's password"));
        insert("\"user\"", "usr_weak", medusas);

        assertThat(run(false, "customers-only")).containsExactly(LINE.formatted("customer", 1, 0, 0));

        assertThat(hash("customer", "cus_weak")).startsWith("$scrypt-kdf$");
        assertThat(hash("\"user\"", "usr_weak")).isEqualTo(medusas);
    }

    @Test
    void strongExpensiveAndUnreadableHashesAreLeft() {
        // N = 2^18
        String tooMuch = "c2NyeXB0ABIAAAACAAAAAagUgaUvqItQgQqpJhBvTvJiMT0BuimbsnX/USeH5O0FtRoOqaMnMc8SdpdpsXczyh3ryAKt"
                + "CKx4mIQ7hNM4i9rkEXjsQSeIpUBCkdGMfbMB";
        List<String> left =
                List.of(new ScryptScheme().hash("strong already"), tooMuch, "c2NyeXB0?", passwords.hash("argon2id"));
        for (int i = 0; i < left.size(); i++) {
            insert("customer", "cus_" + i, left.get(i));
        }

        assertThat(run(false)).startsWith(LINE.formatted("customer", 0, 1, 2));

        for (int i = 0; i < left.size(); i++) {
            assertThat(hash("customer", "cus_" + i)).isEqualTo(left.get(i));
        }
    }

    @Test
    void aDryRunChangesNothing() {
        String weak = weak("ada's password");
        insert("customer", "cus_weak", weak);

        assertThat(run(true).get(0)).startsWith("customer: 1 would be wrapped, ");
        assertThat(events()).isEmpty();
        assertThat(hash("customer", "cus_weak")).isEqualTo(weak);
    }

    @Test
    void aSecondRunContinuesWhereTheFirstWasKilled() {
        insert("customer", "cus_1", weak("one's password"));
        run(false);
        String first = hash("customer", "cus_1");
        insert("customer", "cus_2", weak("two's password"));

        assertThat(run(false)).startsWith(LINE.formatted("customer", 1, 0, 0));
        assertThat(hash("customer", "cus_1")).isEqualTo(first);
        assertThat(passwords.verify("two's password", hash("customer", "cus_2")).matches())
                .isTrue();
    }

    @Test
    void allBatchesAreWrappedAndReported() {
        String weak = weak("everybody's password");
        jdbc.sql(
                        "insert into customer (id, email, password_hash) select 'cus_' || n, n || '@example.com', ? from generate_series(1, 1001) n")
                .param(weak)
                .update();

        assertThat(run(false)).contains(LINE.formatted("customer", 1001, 0, 0));
        assertThat(jdbc.sql("select count(*) from customer where password_hash like '$scrypt-kdf$%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1001);
    }

    /** A password that is changed while its old hash is wrapped stays changed. */
    @Test
    @Timeout(60)
    void twoRunsAndAServerAtTheSameTimeLoseNoChange() throws Exception {
        for (int i = 0; i < 200; i++) {
            insert("customer", "cus_%03d".formatted(i), weak("the old password"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> all =
                    List.of(threads.submit(() -> run(false)), threads.submit(() -> run(false)), threads.submit(() -> {
                        for (int i = 0; i < 200; i += 2) {
                            jdbc.sql("update customer set password_hash = ? where id = ?")
                                    .params(passwords.hash("the new password"), "cus_%03d".formatted(i))
                                    .update();
                        }
                    }));
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < 200; i++) {
            String password = i % 2 == 0 ? "the new password" : "the old password";
            assertThat(passwords
                            .verify(password, hash("customer", "cus_%03d".formatted(i)))
                            .matches())
                    .isTrue();
        }
    }

    private List<String> run(boolean dryRun, String... flags) {
        List<String> lines = new ArrayList<>();
        MockEnvironment settings = new MockEnvironment()
                .withProperty("storelatch.password.argon2.memory", "1MB")
                .withProperty("storelatch.password.argon2.iterations", "1");
        Stream.of(flags).forEach(flag -> settings.setProperty(flag, "true"));
        new WrapPasswordHashesCommand().run(settings, jdbc, dryRun, lines::add);
        return lines;
    }

    private List<String> events() {
        return jdbc.sql("""
                        select concat_ws(' ', event, realm, account_id, way, reason, detail) from storelatch.audit_event
                        order by id
                        """).query(String.class).list();
    }

    /** Returns a hash like Medusa's, with N = 2. */
    private static String weak(String password) {
        return ScryptContainer.create(password, new ScryptCost(1, 1, 1), new SecureRandom())
                .encoded();
    }

    private void insert(String table, String id, @Nullable String hash) {
        jdbc.sql("insert into %s (id, email, password_hash) values (?, ?, ?)".formatted(table))
                .param(id)
                .param(id + "@example.com")
                .param(hash)
                .update();
    }

    private String hash(String table, String id) {
        return jdbc.sql("select password_hash from %s where id = ?".formatted(table))
                .param(id)
                .query(String.class)
                .single();
    }
}
