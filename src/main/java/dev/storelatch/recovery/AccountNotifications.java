package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SessionsEnded;
import dev.storelatch.customer.CustomerCreated;
import dev.storelatch.customer.CustomerUpdated;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notifications of changed accounts in the transaction of the change. */
@Component
class AccountNotifications {

    private final Outbox outbox;
    private final AccountOwners owners;
    private final VerifiedEmails verifiedEmails;
    private final Links links;
    private final boolean canUndo;

    /** A change that need not be confirmed is not limited, so that a mail with a link must not follow from it. */
    AccountNotifications(
            Outbox outbox,
            AccountOwners owners,
            VerifiedEmails verifiedEmails,
            Links links,
            EmailChanges emails,
            LinkSettings pages) {
        this.outbox = outbox;
        this.owners = owners;
        this.verifiedEmails = verifiedEmails;
        this.links = links;
        this.canUndo = emails.areConfirmed() && (pages.emailUndo("").isPresent() || pages.tokenInEvents());
    }

    /** Notifies the owner at the address before the change, if it is verified: any other can be a stranger's. */
    @EventListener
    void notifyOwner(CredentialsChanged change) {
        addressBefore(change)
                .filter(address -> verifiedEmails.isVerified(change.actor(), new EmailAddress(address)))
                .ifPresent(address -> notifyOwner(change, address));
    }

    private void notifyOwner(CredentialsChanged change, String address) {
        Actor actor = change.actor();
        Notification notification = new Notification(actor, actor.id(), address);
        if (change.newPassword()) {
            outbox.post(AccountNotificationTypes.passwordChanged(actor.realm()), notification);
        }
        if (change.formerEmail() != null && canUndo) {
            String link = links.issue(EmailLink.UNDO, actor, address, "");
            outbox.post(EmailUndoNotification.NAME, new Notification(actor, link, null));
        } else if (change.formerEmail() != null) {
            outbox.post(AccountNotificationTypes.emailChanged(actor.realm()), notification);
        }
    }

    private Optional<String> addressBefore(CredentialsChanged change) {
        return change.formerEmail() == null
                ? owners.find(change.actor()).map(AccountOwner::email)
                : Optional.of(change.formerEmail());
    }

    @EventListener
    void notifyShop(CustomerCreated created) {
        outbox.post(AccountNotificationTypes.CREATED, Notification.about(new Actor(Realm.STORE, created.id())));
    }

    @EventListener
    void notifyShop(SessionsEnded ended) {
        outbox.post(SessionEndedNotification.NAME, SessionEndedNotification.of(ended));
    }

    @EventListener
    void notifyShop(CustomerUpdated change) {
        outbox.post(AccountNotificationTypes.UPDATED, Notification.about(new Actor(Realm.STORE, change.id())));
    }
}
