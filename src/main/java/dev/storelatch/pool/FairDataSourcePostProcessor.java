package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.core.PeriodicTask;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/** Wraps the connection pool that Spring Boot creates in a {@link FairDataSource}, which it maintains periodically. */
@Component
final class FairDataSourcePostProcessor implements BeanPostProcessor, AutoCloseable {

    private static final Duration MAINTENANCE_INTERVAL = Duration.ofMillis(250);
    private static final Duration MAX_BORROW = Duration.ofSeconds(1);

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
        pool.setDataSource(new ObservedDataSource(driver(pool, settings), breaker));
        return new FairDataSource(pool, breaker, maxWait, settings, statements, observer);
    }

    private static SimpleDriverDataSource driver(HikariDataSource pool, PoolSettings settings) {
        String connectTimeout = String.valueOf(settings.connectTimeout().toSeconds());
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", connectTimeout);
        properties.setProperty("loginTimeout", connectTimeout);
        // The server's details repeat values of the row, such as an e-mail address, and exceptions are logged.
        properties.setProperty("logServerErrorDetail", "false");
        properties.putAll(pool.getDataSourceProperties());
        try {
            return new SimpleDriverDataSource(
                    DriverManager.getDriver(pool.getJdbcUrl()), pool.getJdbcUrl(), properties);
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
