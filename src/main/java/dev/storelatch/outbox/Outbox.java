package dev.storelatch.outbox;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes what is to be told, in the transaction of the flow that tells it: if that is rolled back, nobody hears of it;
 * once it is committed, the message waits until it is accepted or given up, whatever is killed meanwhile.
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

    /** Puts the message in, for each way that the topic is told: mail, webhook, both or none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(String topic, Notification posting) {
        channels.stream().filter(channel -> channel.carries(topic)).forEach(channel -> {
            rows.insert(channel.name(), topic, posting);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    worker.wake(channel);
                }
            });
        });
    }
}
