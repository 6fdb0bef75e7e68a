package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Sends invites within the budget of the invited address. */
@Component
class InviteSender {

    private final Throttle throttle;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    InviteSender(
            Throttle throttle,
            Outbox outbox,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.throttle = throttle;
        this.outbox = outbox;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores an invite and posts its mail in one transaction.
     *
     * @param store stores the invite with the given expiry and returns its id
     * @throws Failure.TooManyRequests if the address was sent too many invites
     */
    void send(Actor inviter, EmailAddress email, Function<Instant, String> store) {
        throttle.consume(Budget.INVITE_MAIL, email);
        transaction.executeWithoutResult(status -> {
            String id = store.apply(clock.instant().plus(Invites.LIFETIME));
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_INVITED, Realm.ADMIN, email));
            outbox.post(InviteNotification.NAME, new Notification(inviter, id, null));
        });
    }
}
