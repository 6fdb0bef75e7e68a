package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Mail with a link for a new password, to the account's address. Its subject is the id of the link. */
@Component
class PasswordResetNotification extends AccountNotificationType {

    static final String NAME = "customer.password_reset";

    private static final Logger LOG = LoggerFactory.getLogger(PasswordResetNotification.class);

    private final Links links;
    private final LinkSettings pages;

    PasswordResetNotification(Links links, Customers customers, LinkSettings pages) {
        super(NAME, customers);
        this.links = links;
        this.pages = pages;
        if (pages.passwordReset("", "").isEmpty()) {
            LOG.warn("storelatch.links.password-reset is not set: mails for a password reset are not sent");
        }
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "minutes");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return customer(notification)
                .flatMap(customer -> links.token(PasswordReset.PURPOSE, notification.subject())
                        .flatMap(token -> pages.passwordReset(token, customer.email()))
                        .map(page -> toEmail(customer, page)));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return customer(notification).map(customer -> {
            Map<String, @Nullable Object> data = model(customer);
            if (pages.tokenInEvents()) {
                links.token(PasswordReset.PURPOSE, notification.subject()).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private static Email toEmail(Customer customer, String page) {
        Map<String, @Nullable Object> model = mailModel(customer);
        model.put("link", page);
        model.put("minutes", Link.LIFETIME.toMinutes());
        return new Email(customer.email(), model);
    }

    private Optional<Customer> customer(Notification notification) {
        return links.find(notification.subject())
                .map(Link::actor)
                .map(Actor::id)
                .flatMap(this::account);
    }
}
