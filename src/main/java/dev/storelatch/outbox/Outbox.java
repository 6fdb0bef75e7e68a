package dev.storelatch.outbox;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transactional outbox: stores notifications in the transaction of the flow that posts them. If that is rolled back, nothing
 * is sent; after the commit each message is delivered at least once, or given up, even if servers are killed.
 */
@Service
public class Outbox {

    private final List<DeliveryChannel> channels;
    private final NotificationTypes types;
    private final OutboxRepository repository;
    private final DeliveryQueues queues;

    Outbox(
            List<DeliveryChannel> channels,
            NotificationTypes types,
            OutboxRepository repository,
            DeliveryQueues queues) {
        this.channels = channels;
        this.types = types;
        this.repository = repository;
        this.queues = queues;
    }

    /** Stores a message for each channel that sends notifications of this type: mail, webhook, both or none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(String type, Notification notification) {
        types.find(type)
                .ifPresent(known -> channels.stream()
                        .filter(channel -> channel.carries(known))
                        .forEach(channel -> queues.add(
                                channel, repository.insert(channel.name(), type, notification), known.priority())));
    }
}
