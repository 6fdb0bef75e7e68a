package dev.storelatch.pool;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Wraps the connection pool that Spring Boot creates in a {@link FairDataSource}, and expires its waits once a second. */
@Component
final class FairDataSourcePostProcessor implements BeanPostProcessor, AutoCloseable {

    /** A thread of its own, since those of the shared scheduler may be waiting for a connection. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "connection-waits");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HikariDataSource pool)) {
            return bean;
        }
        FairDataSource fair = new FairDataSource(pool);
        timer.scheduleWithFixedDelay(fair::expire, 1, 1, TimeUnit.SECONDS);
        return fair;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
