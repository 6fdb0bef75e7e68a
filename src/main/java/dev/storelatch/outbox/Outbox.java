package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transactional outbox: stores notifications in the transaction of the flow that posts them. If that is rolled back, nothing
 * is sent; after the commit each message is delivered at least once, given up or dropped, even if servers are killed.
 */
@Service
public class Outbox {

    private final List<DeliveryChannel> channels;
    private final NotificationTypes types;
    private final OutboxRepository repository;
    private final DeliveryQueues queues;
    private final OutboxSettings settings;
    private final DroppedNotices dropped;

    Outbox(
            List<DeliveryChannel> channels,
            NotificationTypes types,
            OutboxRepository repository,
            DeliveryQueues queues,
            OutboxSettings settings,
            DroppedNotices dropped) {
        this.channels = channels;
        this.types = types;
        this.repository = repository;
        this.queues = queues;
        this.settings = settings;
        this.dropped = dropped;
    }

    /**
     * Stores a message for each channel that sends notifications of this type: mail, webhook, both or none. The more
     * messages of the account wait, the later the next one is delivered; a notice is dropped if too many of its type do.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(String type, Notification notification) {
        types.find(type)
                .ifPresent(known -> channels.stream()
                        .filter(channel -> channel.carries(known))
                        .forEach(channel -> post(channel, known, notification)));
    }

    /** Finds the last mail of one of these types that the account has caused, as long as it is stored. */
    public Optional<MailStatus> findLastMail(Actor account, Set<String> types) {
        return repository.findLast(MailChannel.NAME, account, types);
    }

    private void post(DeliveryChannel channel, NotificationType type, Notification notification) {
        NotificationType.Priority priority = type.priority();
        OutboxRepository.Waiting waiting = repository.countWaiting(channel.name(), notification.account(), type.name());
        if (priority == NotificationType.Priority.NOTICE && waiting.ofType() >= settings.notices()) {
            dropped.count(channel.name(), DroppedNotices.QUEUE);
        } else {
            queues.add(
                    channel.name(),
                    repository.insert(channel.name(), type.name(), notification),
                    priority.value(waiting.all()));
        }
    }
}
