package dev.storelatch.auth;

import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.CustomerUpdated;
import dev.storelatch.mail.Outbox;
import dev.storelatch.mail.Posting;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts what is told of a changed account, in the transaction of the change: neither is there without the other. */
@Component
class AccountNews {

    private final Outbox outbox;

    AccountNews(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void tellOwner(CredentialsChanged change) {
        if (change.actor().realm() != Realm.STORE) {
            return;
        }
        if (change.newPassword()) {
            outbox.post(
                    AccountTopics.PASSWORD_CHANGED, new Posting(change.actor().id(), null));
        }
        if (change.formerEmail() != null) {
            outbox.post(AccountTopics.EMAIL_CHANGED, new Posting(change.actor().id(), change.formerEmail()));
        }
    }

    @EventListener
    void tellShop(CustomerUpdated change) {
        outbox.post(AccountTopics.UPDATED, new Posting(change.id(), null));
    }
}
