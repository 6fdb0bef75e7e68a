package dev.storelatch.recovery;

import dev.storelatch.core.Realm;
import dev.storelatch.recovery.AccountNotificationTypes.Notice;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mails that tell owners of a new passkey, or of one less. Their subject is the account's id. */
@Configuration(proxyBeanMethods = false)
class PasskeyNotificationTypes {

    @Bean
    AccountNotificationType customerPasskeyAdded(AccountOwners owners) {
        return new Notice(name(Realm.STORE, true), Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType customerPasskeyRemoved(AccountOwners owners) {
        return new Notice(name(Realm.STORE, false), Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType userPasskeyAdded(AccountOwners owners) {
        return new Notice(name(Realm.ADMIN, true), Realm.ADMIN, owners);
    }

    @Bean
    AccountNotificationType userPasskeyRemoved(AccountOwners owners) {
        return new Notice(name(Realm.ADMIN, false), Realm.ADMIN, owners);
    }

    /** Returns the name of the notice in this realm. */
    static String name(Realm realm, boolean added) {
        return AccountNotificationType.name(realm, added ? "passkey_added" : "passkey_removed");
    }
}
