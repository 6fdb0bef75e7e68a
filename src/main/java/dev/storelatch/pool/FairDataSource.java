package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hikari's pool, whose connections are given in the order in which they were asked for. Its own queue is neither fair nor
 * cheap: each wait wakes the thread that adds connections and sets a timer. With as many turns as connections nobody waits
 * in there while the database answers, so {@code storelatch.connections.waiting} takes the place of its figure.
 */
final class FairDataSource extends DelegatingDataSource implements MeterBinder {

    private final FairSemaphore turns;

    FairDataSource(HikariDataSource pool) {
        super(pool);
        turns = new FairSemaphore(pool.getMaximumPoolSize(), Duration.ofMillis(pool.getConnectionTimeout()));
    }

    /** @throws SQLException if none became free in the pool's connection timeout, or the database could not be reached */
    @Override
    public Connection getConnection() throws SQLException {
        turns.take();
        try {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    new PassingOn(obtainTargetDataSource().getConnection()));
        } catch (SQLException | RuntimeException | Error failed) {
            turns.pass();
            throw failed;
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("storelatch.connections.waiting", turns, FairSemaphore::waiting)
                .description("Requests that wait for a database connection")
                .register(registry);
    }

    /** Ends the waits that are longer than the pool's connection timeout. */
    void expire() {
        turns.expire();
    }

    /** A connection whose end is the next one's turn. */
    private final class PassingOn implements InvocationHandler {

        private final Connection connection;
        private final AtomicBoolean closed = new AtomicBoolean();

        PassingOn(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "close" -> {
                    close();
                    yield null;
                }
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> delegate(method, arguments);
            };
        }

        private void close() throws SQLException {
            if (closed.compareAndSet(false, true)) {
                try {
                    connection.close();
                } finally {
                    turns.pass();
                }
            }
        }

        private @Nullable Object delegate(Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
            }
        }
    }
}
