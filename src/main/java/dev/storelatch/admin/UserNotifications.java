package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts events of users in the transaction of the change. */
@Component
class UserNotifications {

    private final Outbox outbox;

    UserNotifications(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void notifyShop(UserChanged change) {
        outbox.post(UserEvents.name(change.kind()), Notification.about(new Actor(Realm.ADMIN, change.id())));
    }
}
