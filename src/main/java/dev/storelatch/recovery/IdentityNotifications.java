package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.IdentityChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notices of links to accounts at OpenID providers (ASVS 6.3.7). */
@Component
class IdentityNotifications {

    private final Outbox outbox;
    private final AccountOwners owners;
    private final VerifiedEmails verifiedEmails;

    IdentityNotifications(Outbox outbox, AccountOwners owners, VerifiedEmails verifiedEmails) {
        this.outbox = outbox;
        this.owners = owners;
        this.verifiedEmails = verifiedEmails;
    }

    /** Notifies the owner at an address that is verified: any other can be a stranger's. */
    @EventListener
    void notifyOwner(IdentityChanged change) {
        owners.find(change.actor())
                .map(AccountOwner::email)
                .filter(address -> verifiedEmails.isVerified(change.actor(), new EmailAddress(address)))
                .ifPresent(address -> outbox.post(
                        AccountNotificationType.name(
                                change.actor().realm(), change.kind().id()),
                        new Notification(change.actor(), change.actor().id(), address, change.provider())));
    }

    /** The types of the notices. */
    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        AccountNotificationType customerIdentityLinked(AccountOwners owners) {
            return new IdentityNotification(IdentityChanged.Kind.LINKED, Realm.STORE, owners);
        }

        @Bean
        AccountNotificationType customerIdentityRemoved(AccountOwners owners) {
            return new IdentityNotification(IdentityChanged.Kind.REMOVED, Realm.STORE, owners);
        }

        @Bean
        AccountNotificationType userIdentityLinked(AccountOwners owners) {
            return new IdentityNotification(IdentityChanged.Kind.LINKED, Realm.ADMIN, owners);
        }

        @Bean
        AccountNotificationType userIdentityRemoved(AccountOwners owners) {
            return new IdentityNotification(IdentityChanged.Kind.REMOVED, Realm.ADMIN, owners);
        }
    }
}
