package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.support.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

@Timeout(30)
class FairDataSourceTest {

    private final HikariDataSource pool = new HikariDataSource();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void closingTwiceReleasesOnePermit() throws Exception {
        FairDataSource fair = ofOne(TestPostgres.newDatabase());
        Connection first = fair.getConnection();
        first.close();
        first.close();
        try (Connection second = fair.getConnection()) {
            assertThat(first.isClosed()).isTrue();
            assertThat(second.isValid(1)).isTrue();
            assertThat(List.of(first, second).indexOf(second)).isOne();
            assertThat(second.unwrap(PGConnection.class)).isNotNull();
            assertThatThrownBy(() -> second.prepareStatement("select").execute("nonsense"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aFailedConnectionAttemptReleasesItsPermit() {
        pool.setConnectionTimeout(250);
        FairDataSource fair = ofOne("jdbc:postgresql://127.0.0.1:1/nowhere");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(fair::getConnection).isInstanceOf(SQLException.class);
        }
    }

    /** As a frozen machine does, whose system still accepts connections. */
    @Test
    void aHostThatDoesNotRespondIsPassedOver() throws Exception {
        String url = TestPostgres.newDatabase();
        try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            FairDataSource fair =
                    ofOne(url.replace("//localhost:", "//127.0.0.1:" + frozen.getLocalPort() + ",localhost:"));
            try (Connection connection = fair.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(connection.getNetworkTimeout()).isZero();
            }
        }
    }

    /** Spring throws the exception of the rollback instead of the first one. */
    @Test
    void theRollbackOfALostConnectionIsAnOutageToo() throws Exception {
        FairDataSource fair = ofOne(TestPostgres.newDatabase());
        try (Connection lost = fair.getConnection()) {
            lost.setAutoCommit(false);
            assertThatThrownBy(() -> lost.createStatement().execute("select pg_terminate_backend(pg_backend_pid())"))
                    .matches(DatabaseOutage::isCauseOf);
            assertThatThrownBy(lost::rollback).matches(DatabaseOutage::isCauseOf);
        }
    }

    @Test
    void aConnectionInUseForTooLongIsClosedAndReplaced() throws Exception {
        FairDataSource fair = ofOne(TestPostgres.newDatabase());
        Connection slow = fair.getConnection();
        ScheduledExecutorService maintenance = Executors.newSingleThreadScheduledExecutor();
        try {
            maintenance.scheduleWithFixedDelay(fair::expire, 0, 50, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> slow.createStatement().execute("select pg_sleep(60)"))
                    .isInstanceOf(SQLException.class);
        } finally {
            maintenance.shutdownNow();
        }
        slow.close();
        try (Connection next = fair.getConnection()) {
            assertThat(next.isValid(1)).isTrue();
        }
    }

    @Test
    void aConnectionThatWasAbortedWithoutAStatementIsReplaced() throws Exception {
        FairDataSource fair = ofOne(TestPostgres.newDatabase());
        Connection idle = fair.getConnection();
        TimeUnit.SECONDS.sleep(1);
        fair.expire();
        idle.close();
        try (Connection next = fair.getConnection()) {
            assertThat(next.isValid(1)).isTrue();
        }
    }

    private FairDataSource ofOne(String url) {
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(1);
        pool.setInitializationFailTimeout(-1);
        PoolSettings settings = new PoolSettings(10, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return FairDataSourcePostProcessor.configure(
                pool, settings, new CircuitBreaker(System::nanoTime), new StatementCounter(), null);
    }
}
