package dev.storelatch.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox of one server, which can be one of several over a database. */
final class OutboxServer implements AutoCloseable {

    private static final NotificationTypes TYPES = new NotificationTypes(List.of(Greeting.NOTICE, Greeting.LINK));

    final TransactionTemplate transaction;
    final Outbox outbox;
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final DeliveryQueues queues;

    OutboxServer(DataSource database, Clock clock, Duration pollInterval, DeliveryChannel... channels) {
        OutboxSettings settings =
                new OutboxSettings(pollInterval, Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofDays(7), 20);
        OutboxRepository repository = new OutboxRepository(JdbcClient.create(database), clock);
        queues = new DeliveryQueues(
                List.of(channels),
                new Delivery(repository, TYPES, settings, clock, new DeliveryAttempts(meters, List.of(channels))),
                settings,
                database,
                clock);
        outbox = new Outbox(List.of(channels), TYPES, repository, queues, settings, new DroppedNotices(meters));
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    OutboxServer start() {
        queues.start();
        return this;
    }

    void post(Greeting type, String name) {
        post(type.name(), Greeting.to(name));
    }

    void post(String type, Notification notification) {
        transaction.executeWithoutResult(status -> outbox.post(type, notification));
    }

    @Override
    public void close() {
        queues.stop();
    }
}
