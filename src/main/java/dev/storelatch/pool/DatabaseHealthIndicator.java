package dev.storelatch.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health indicator {@code database}, which answers within a second. Requests that get connections prove the database's
 * health; without such requests one check at a time is run, whose result all callers share.
 */
@Component
final class DatabaseHealthIndicator implements HealthIndicator, AutoCloseable {

    private static final Duration RECENT = Duration.ofSeconds(1);
    private static final Duration MAX_CHECK = Duration.ofMillis(800);

    private final FairDataSource database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "database-health");
        worker.setDaemon(true);
        return worker;
    });
    private CompletableFuture<Boolean> check = CompletableFuture.completedFuture(false);

    DatabaseHealthIndicator(DataSource database) throws SQLException {
        this.database = database.unwrap(FairDataSource.class);
    }

    @Override
    public Health health() {
        boolean up = !database.isUnreachable() && (database.breaker().succeededWithin(RECENT) || await(check()));
        return (up ? Health.up() : Health.down()).build();
    }

    private synchronized CompletableFuture<Boolean> check() {
        if (check.isDone()) {
            check = CompletableFuture.supplyAsync(this::isValid, thread);
        }
        return check;
    }

    private boolean isValid() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean await(CompletableFuture<Boolean> check) {
        try {
            return check.get(MAX_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
