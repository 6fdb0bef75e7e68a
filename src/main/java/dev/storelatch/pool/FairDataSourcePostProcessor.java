package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.PeriodicTask;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/** Wraps the connection pool that Spring Boot creates in a {@link FairDataSource}, which it maintains periodically. */
@Component
final class FairDataSourcePostProcessor implements BeanPostProcessor, AutoCloseable {

    private static final Duration MAINTENANCE_INTERVAL = Duration.ofMillis(250);
    private static final Duration MAX_BORROW = Duration.ofSeconds(1);

    /** The driver waits for a host with TLS, then without, and asks it whether it is the primary. */
    private static final int READS_PER_HOST = 3;

    /** These are looked up late, since a post-processor is created before the beans that it processes. */
    private final ObjectProvider<PoolSettings> settings;

    private final ObjectProvider<StatementCounter> statements;
    private final ObjectProvider<StatementObserver> observer;

    private @Nullable OutageLogFilter logFilter;
    private @Nullable PeriodicTask maintenance;

    FairDataSourcePostProcessor(
            ObjectProvider<PoolSettings> settings,
            ObjectProvider<StatementCounter> statements,
            ObjectProvider<StatementObserver> observer) {
        this.observer = observer;
        this.settings = settings;
        this.statements = statements;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HikariDataSource pool)) {
            return bean;
        }
        CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);
        FairDataSource fair =
                configure(pool, settings.getObject(), breaker, statements.getObject(), observer.getIfAvailable());
        OutageLog log = new OutageLog(breaker, System::nanoTime);
        logFilter = new OutageLogFilter(log);
        logFilter.install();
        maintenance = PeriodicTask.start("connection-waits", MAINTENANCE_INTERVAL, () -> {
            fair.expire();
            log.check();
        });
        return fair;
    }

    static FairDataSource configure(
            HikariDataSource pool,
            PoolSettings settings,
            CircuitBreaker breaker,
            StatementCounter statements,
            @Nullable StatementObserver observer) {
        Duration maxWait = Duration.ofMillis(pool.getConnectionTimeout());
        pool.setConnectionTimeout(Math.min(MAX_BORROW.toMillis(), maxWait.toMillis()));
        pool.setDataSource(driver(pool, settings, breaker));
        return new FairDataSource(pool, breaker, maxWait, settings, statements, observer);
    }

    /**
     * Returns what opens connections. Of several hosts in the URL, one that accepts connections without responding, as a
     * frozen machine does, must not use up the time of the others: only {@code socketTimeout} makes the driver go on to the
     * next, and {@link ObservedDataSource} takes it back from a connection that is open.
     */
    private static ObservedDataSource driver(HikariDataSource pool, PoolSettings settings, CircuitBreaker breaker) {
        long seconds = settings.connectTimeout().toSeconds();
        Properties properties = new Properties();
        // The server's details repeat values of the row, such as an e-mail address, and exceptions are logged.
        properties.setProperty("logServerErrorDetail", "false");
        properties.putAll(pool.getDataSourceProperties());
        Properties effective = Driver.parseURL(pool.getJdbcUrl(), properties);
        int hosts = effective == null
                ? 1
                : effective.getProperty(PGProperty.PG_HOST.getName(), "").split(",").length;
        boolean limited =
                hosts > 1 && effective != null && effective.getProperty(PGProperty.SOCKET_TIMEOUT.getName()) == null;
        properties.putIfAbsent("connectTimeout", String.valueOf(seconds));
        properties.putIfAbsent("loginTimeout", String.valueOf(hosts > 1 ? seconds * hosts * READS_PER_HOST : seconds));
        if (limited) {
            properties.setProperty(PGProperty.SOCKET_TIMEOUT.getName(), String.valueOf(seconds));
        }
        try {
            return new ObservedDataSource(
                    new SimpleDriverDataSource(
                            DriverManager.getDriver(pool.getJdbcUrl()), pool.getJdbcUrl(), properties),
                    breaker,
                    limited);
        } catch (SQLException e) {
            throw new IllegalStateException("No JDBC driver for the configured URL", e);
        }
    }

    @Override
    public void close() {
        if (maintenance != null) {
            maintenance.close();
        }
        if (logFilter != null) {
            logFilter.close();
        }
    }
}
