package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has messages sent again that were given up, and at once those that wait for their next attempt. */
@Service
class Resending {

    private final UnsentMessageRepository repository;
    private final DeliveryQueues queues;
    private final NotificationTypes types;
    private final ApplicationEventPublisher events;

    Resending(
            UnsentMessageRepository repository,
            DeliveryQueues queues,
            NotificationTypes types,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.queues = queues;
        this.types = types;
        this.events = events;
    }

    /**
     * Has the message sent as soon as possible, and returns it as it then waits.
     *
     * @throws Failure.NotFound if there is no such message, or it was delivered
     * @throws Failure.InvalidData if its channel is not configured
     */
    @Transactional
    UnsentMessage resend(UUID id) {
        repository.reopen(id).ifPresentOrElse(message -> requeue(id, message), () -> advance(id));
        UnsentMessage message = find(id);
        events.publishEvent(SecurityEvent.of(
                        SecurityEvent.Type.NOTIFICATION_RESENT,
                        new Actor(Realm.of(message.realm()), message.accountId()))
                .because(message.channel())
                .with(message.type()));
        return message;
    }

    private void requeue(UUID id, UnsentMessageRepository.Resent message) {
        NotificationType.Priority priority =
                types.find(message.type()).map(NotificationType::priority).orElse(NotificationType.Priority.NOTICE);
        queues.add(message.channel(), id, priority.value(0));
    }

    private void advance(UUID id) {
        UnsentMessage message = find(id);
        if (!message.state().equals(UnsentMessageQuery.WAITING)) {
            throw new Failure.InvalidData("The message is being given up at this moment. Try again.");
        }
        queues.advance(message.channel(), id);
    }

    private UnsentMessage find(UUID id) {
        return repository.find(id).orElseThrow(() -> notFound(id.toString()));
    }

    static Failure notFound(String id) {
        return new Failure.NotFound("Message with id: %s was not found".formatted(id));
    }
}
