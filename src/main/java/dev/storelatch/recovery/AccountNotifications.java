package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.CustomerUpdated;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notifications of changed accounts in the transaction of the change. */
@Component
class AccountNotifications {

    private final Outbox outbox;

    AccountNotifications(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void notifyOwner(CredentialsChanged change) {
        if (change.actor().realm() != Realm.STORE) {
            return;
        }
        if (change.newPassword()) {
            outbox.post(AccountNotificationTypes.PASSWORD_CHANGED, Notification.about(change.actor()));
        }
        if (change.formerEmail() != null) {
            outbox.post(
                    AccountNotificationTypes.EMAIL_CHANGED,
                    new Notification(change.actor(), change.actor().id(), change.formerEmail()));
        }
    }

    @EventListener
    void notifyShop(CustomerUpdated change) {
        outbox.post(AccountNotificationTypes.UPDATED, Notification.about(new Actor(Realm.STORE, change.id())));
    }
}
