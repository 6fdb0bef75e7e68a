package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.CustomerCreated;
import dev.storelatch.customer.CustomerUpdated;
import dev.storelatch.customer.Customers;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notifications of changed accounts in the transaction of the change. */
@Component
class AccountNotifications {

    private final Outbox outbox;
    private final Customers customers;
    private final VerifiedEmails verifiedEmails;

    AccountNotifications(Outbox outbox, Customers customers, VerifiedEmails verifiedEmails) {
        this.outbox = outbox;
        this.customers = customers;
        this.verifiedEmails = verifiedEmails;
    }

    /** Notifies the owner at the address before the change, if it is verified: any other can be a stranger's. */
    @EventListener
    void notifyOwner(CredentialsChanged change) {
        if (change.actor().realm() == Realm.STORE) {
            addressBefore(change)
                    .filter(address -> verifiedEmails.isVerified(change.actor(), new EmailAddress(address)))
                    .ifPresent(address -> notifyOwner(change, address));
        }
    }

    private void notifyOwner(CredentialsChanged change, String address) {
        Notification notification =
                new Notification(change.actor(), change.actor().id(), address);
        if (change.newPassword()) {
            outbox.post(AccountNotificationTypes.PASSWORD_CHANGED, notification);
        }
        if (change.formerEmail() != null) {
            outbox.post(AccountNotificationTypes.EMAIL_CHANGED, notification);
        }
    }

    private Optional<String> addressBefore(CredentialsChanged change) {
        return change.formerEmail() == null
                ? customers.find(change.actor().id()).map(Customer::email)
                : Optional.of(change.formerEmail());
    }

    @EventListener
    void notifyShop(CustomerCreated created) {
        outbox.post(AccountNotificationTypes.CREATED, Notification.about(new Actor(Realm.STORE, created.id())));
    }

    @EventListener
    void notifyShop(CustomerUpdated change) {
        outbox.post(AccountNotificationTypes.UPDATED, Notification.about(new Actor(Realm.STORE, change.id())));
    }
}
