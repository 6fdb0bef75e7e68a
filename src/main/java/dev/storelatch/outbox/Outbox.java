package dev.storelatch.outbox;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactional outbox: stores notifications in the transaction of the flow that posts them. If that is rolled back, nothing
 * is sent; after the commit each message is delivered at least once, or given up, even if servers are killed.
 */
@Service
public class Outbox {

    private final List<DeliveryChannel> channels;
    private final OutboxRepository rows;
    private final OutboxWorker worker;

    Outbox(List<DeliveryChannel> channels, OutboxRepository rows, OutboxWorker worker) {
        this.channels = channels;
        this.rows = rows;
        this.worker = worker;
    }

    /** Stores a message for each channel that sends notifications of this type: mail, webhook, both or none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(String type, Notification notification) {
        channels.stream().filter(channel -> channel.carries(type)).forEach(channel -> {
            rows.insert(channel.name(), type, notification);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    worker.wake(channel);
                }
            });
        });
    }
}
