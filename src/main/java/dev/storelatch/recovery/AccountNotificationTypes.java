package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.DisplayText;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Notifications of new and changed accounts. Their subject is the account's id, and of a password reset the link's. */
@Configuration(proxyBeanMethods = false)
class AccountNotificationTypes {

    static final String CREATED = "customer.created";
    static final String UPDATED = "customer.updated";

    @Bean
    AccountNotificationType customerCreated(Customers customers) {
        return new Event(CREATED, customers);
    }

    @Bean
    AccountNotificationType customerUpdated(Customers customers) {
        return new Event(UPDATED, customers);
    }

    @Bean
    AccountNotificationType customerPasswordChanged(AccountOwners owners) {
        return new Notice(passwordChanged(Realm.STORE), Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType userPasswordChanged(AccountOwners owners) {
        return new Notice(passwordChanged(Realm.ADMIN), Realm.ADMIN, owners);
    }

    /** Is sent to the former address of the account, and does not contain the new one. */
    @Bean
    AccountNotificationType customerEmailChanged(AccountOwners owners) {
        return new Notice(emailChanged(Realm.STORE), Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType customerNewDevice(AccountOwners owners) {
        return new NewDeviceNotification(Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType userNewDevice(AccountOwners owners) {
        return new NewDeviceNotification(Realm.ADMIN, owners);
    }

    @Bean
    AccountNotificationType customerFactorsChanged(AccountOwners owners) {
        return new FactorsChangedNotification(Realm.STORE, owners);
    }

    @Bean
    AccountNotificationType userFactorsChanged(AccountOwners owners) {
        return new FactorsChangedNotification(Realm.ADMIN, owners);
    }

    @Bean
    AccountNotificationType customerPasswordReset(Links links, AccountOwners owners, LinkSettings pages) {
        return new PasswordResetNotification(Realm.STORE, links, owners, pages);
    }

    @Bean
    AccountNotificationType userPasswordReset(Links links, AccountOwners owners, LinkSettings pages) {
        return new PasswordResetNotification(Realm.ADMIN, links, owners, pages);
    }

    /** Returns the name of the notice of a new password in this realm. */
    static String passwordChanged(Realm realm) {
        return AccountNotificationType.name(realm, "password_changed");
    }

    /** Returns the name of the notice of a new address in this realm. An administrator's address cannot be changed. */
    static String emailChanged(Realm realm) {
        return AccountNotificationType.name(realm, "email_changed");
    }

    /** Event for the shop, with the fields that responses show; Medusa's contains the password hash, too. */
    private static final class Event extends AccountNotificationType {

        private final Customers customers;

        Event(String name, Customers customers) {
            super(name);
            this.customers = customers;
        }

        @Override
        public Priority priority() {
            return Priority.NOTICE;
        }

        @Override
        public Optional<Map<String, @Nullable Object>> event(Notification notification) {
            return customers
                    .find(notification.subject())
                    .filter(Customer::hasAccount)
                    .map(customer -> {
                        Map<String, @Nullable Object> data =
                                AccountOwner.of(customer).model();
                        data.put("phone", customer.phone());
                        data.put("has_account", customer.hasAccount());
                        return data;
                    });
        }
    }

    /** Mail to the owner, at the address that the account had at the time of the change, or before it (ASVS 6.3.7). */
    static final class Notice extends AccountNotificationType {

        private final Realm realm;
        private final AccountOwners owners;

        Notice(String name, Realm realm, AccountOwners owners) {
            super(name);
            this.realm = realm;
            this.owners = owners;
        }

        @Override
        public Priority priority() {
            return Priority.NOTICE;
        }

        @Override
        public Set<String> modelKeys() {
            return modelKeysAnd();
        }

        @Override
        public Optional<Email> email(Notification notification) {
            return owners.find(new Actor(realm, notification.subject())).map(owner -> {
                String to = Objects.requireNonNull(notification.recipient());
                Map<String, @Nullable Object> model = owner.mailModel();
                model.put("email", DisplayText.email(to).orElse(null));
                return new Email(to, model);
            });
        }
    }
}
