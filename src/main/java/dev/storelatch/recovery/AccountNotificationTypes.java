package dev.storelatch.recovery;

import dev.storelatch.customer.Customers;
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

/** Notifications of new and changed accounts. Their subject is the account's id. */
@Configuration(proxyBeanMethods = false)
class AccountNotificationTypes {

    static final String CREATED = "customer.created";
    static final String UPDATED = "customer.updated";
    static final String PASSWORD_CHANGED = "customer.password_changed";
    static final String EMAIL_CHANGED = "customer.email_changed";

    @Bean
    AccountNotificationType customerCreated(Customers customers) {
        return new Event(CREATED, customers);
    }

    @Bean
    AccountNotificationType customerUpdated(Customers customers) {
        return new Event(UPDATED, customers);
    }

    @Bean
    AccountNotificationType passwordChanged(Customers customers) {
        return new Notice(PASSWORD_CHANGED, customers);
    }

    /** Is sent to the former address of the account, and does not contain the new one. */
    @Bean
    AccountNotificationType emailChanged(Customers customers) {
        return new Notice(EMAIL_CHANGED, customers);
    }

    /** Event for the shop, with the fields that responses show; Medusa's contains the password hash, too. */
    private static final class Event extends AccountNotificationType {

        Event(String name, Customers customers) {
            super(name, customers);
        }

        @Override
        public Priority priority() {
            return Priority.NOTICE;
        }

        @Override
        public Optional<Map<String, @Nullable Object>> event(Notification notification) {
            return account(notification.subject()).map(customer -> {
                Map<String, @Nullable Object> data = model(customer);
                data.put("phone", customer.phone());
                data.put("has_account", customer.hasAccount());
                return data;
            });
        }
    }

    /** Mail to the owner, at the address that the account had before the change (ASVS 6.3.7). */
    private static final class Notice extends AccountNotificationType {

        Notice(String name, Customers customers) {
            super(name, customers);
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
            return account(notification.subject()).map(customer -> {
                String to = Objects.requireNonNull(notification.recipient());
                Map<String, @Nullable Object> model = mailModel(customer);
                model.put("email", DisplayText.email(to).orElse(null));
                return new Email(to, model);
            });
        }
    }
}
