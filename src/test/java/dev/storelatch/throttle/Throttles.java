package dev.storelatch.throttle;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.crypto.Secret;
import dev.storelatch.support.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Throttles of a single server, for tests of modules that use one. */
public final class Throttles {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private Throttles() {}

    /** Returns a pool for many threads over a new database with our own tables. */
    static HikariDataSource database() {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(TestPostgres.newMigratedDatabase());
        database.setMaximumPoolSize(50);
        database.setMinimumIdle(1);
        return database;
    }

    /** Returns a throttle with five notices in a row and one more each ten minutes. */
    public static Throttle over(DataSource database, Clock clock) {
        return throttle(true, database, clock);
    }

    /** Returns a throttle that limits nothing. */
    public static Throttle disabled(DataSource database) {
        return throttle(false, database, Clock.systemUTC());
    }

    /** Returns settings with these limits of log-ins. */
    static ThrottleSettings settings(int attempts, ThrottleSettings.Network network, List<String> callers) {
        return new ThrottleSettings(
                true,
                attempts,
                Duration.ofMinutes(1),
                60,
                Duration.ofSeconds(10),
                3,
                Duration.ofMinutes(1),
                10,
                5,
                Duration.ofMinutes(1),
                callers,
                List.of(),
                network,
                new ThrottleSettings.Device(Duration.ofDays(180), 10, false),
                new ThrottleSettings.Factor(10, Duration.ofMinutes(10)));
    }

    /** Returns settings with these secrets of the shop's own servers. */
    static ThrottleSettings settings(List<Secret> visitorSecrets) {
        ThrottleSettings base = settings(10, new ThrottleSettings.Network(100, INTERVAL, 4), List.of());
        return new ThrottleSettings(
                base.enabled(),
                base.attempts(),
                base.attemptInterval(),
                base.probes(),
                base.probeInterval(),
                base.mails(),
                base.mailInterval(),
                base.claims(),
                base.notices(),
                base.noticeInterval(),
                base.callers(),
                visitorSecrets,
                base.network(),
                base.device(),
                base.factor());
    }

    private static Throttle throttle(boolean enabled, DataSource database, Clock clock) {
        return new Throttle(
                new ThrottleSettings(
                        enabled,
                        10,
                        INTERVAL,
                        60,
                        INTERVAL,
                        3,
                        INTERVAL,
                        10,
                        5,
                        INTERVAL,
                        List.of(),
                        List.of(),
                        new ThrottleSettings.Network(100, INTERVAL, 4),
                        new ThrottleSettings.Device(Duration.ofDays(180), 10, false),
                        new ThrottleSettings.Factor(10, INTERVAL)),
                new ThrottleRepository(JdbcClient.create(database), clock),
                event -> {},
                new ThrottleRefusals(new SimpleMeterRegistry()));
    }
}
