package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.outbox.Outbox;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notices of changed second factors in the transaction of the change. */
@Component
class FactorNotifications {

    private final Outbox outbox;
    private final AccountOwners owners;
    private final VerifiedEmails verifiedEmails;

    FactorNotifications(Outbox outbox, AccountOwners owners, VerifiedEmails verifiedEmails) {
        this.outbox = outbox;
        this.owners = owners;
        this.verifiedEmails = verifiedEmails;
    }

    /** Is mailed to a verified address only: any other can be a stranger's. */
    @EventListener
    void notifyOwner(FactorsChanged changed) {
        Actor account = changed.actor();
        String recipient = owners.find(account)
                .map(AccountOwner::email)
                .filter(address -> verifiedEmails.isVerified(account, new EmailAddress(address)))
                .orElse(null);
        outbox.post(
                FactorsChangedNotification.name(account.realm()), FactorsChangedNotification.of(changed, recipient));
    }
}
