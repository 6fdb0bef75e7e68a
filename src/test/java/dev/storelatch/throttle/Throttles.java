package dev.storelatch.throttle;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Throttles of a single server, for tests of modules that use one. */
public final class Throttles {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private Throttles() {}

    /** Returns a throttle with five notices in a row and one more each ten minutes. */
    public static Throttle over(DataSource database, Clock clock) {
        return throttle(true, database, clock);
    }

    /** Returns a throttle that limits nothing. */
    public static Throttle disabled(DataSource database) {
        return throttle(false, database, Clock.systemUTC());
    }

    private static Throttle throttle(boolean enabled, DataSource database, Clock clock) {
        return new Throttle(
                new ThrottleSettings(enabled, 10, INTERVAL, 60, INTERVAL, 3, INTERVAL, 10, 5, INTERVAL),
                new ThrottleRepository(JdbcClient.create(database), clock));
    }
}
