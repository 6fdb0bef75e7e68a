package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.passkey.PasskeyChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Posts notices of new and removed passkeys, to an address that is verified: any other can be a stranger's. The name of the
 * passkey is left out, since whoever has added it has chosen it.
 */
@Component
class PasskeyNotifications {

    private final Outbox outbox;
    private final AccountOwners owners;
    private final VerifiedEmails verifiedEmails;

    PasskeyNotifications(Outbox outbox, AccountOwners owners, VerifiedEmails verifiedEmails) {
        this.outbox = outbox;
        this.owners = owners;
        this.verifiedEmails = verifiedEmails;
    }

    @EventListener
    void notifyOwner(PasskeyChanged change) {
        owners.find(change.actor())
                .map(AccountOwner::email)
                .filter(address -> verifiedEmails.isVerified(change.actor(), new EmailAddress(address)))
                .ifPresent(address -> outbox.post(
                        PasskeyNotificationTypes.name(change.actor().realm(), change.added()),
                        new Notification(change.actor(), change.actor().id(), address)));
    }
}
