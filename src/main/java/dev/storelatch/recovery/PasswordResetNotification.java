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

/** The link for a new password, mailed to the account's address. A posting's subject is the link's id. */
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
            LOG.warn("storelatch.links.password-reset is not set: whoever forgets the password gets no mail");
        }
    }

    @Override
    public Set<String> words() {
        return wordsAnd("link", "minutes");
    }

    @Override
    public Optional<Email> letter(Notification posting) {
        return customer(posting)
                .flatMap(customer -> links.token(PasswordReset.PURPOSE, posting.subject())
                        .flatMap(token -> pages.passwordReset(token, customer.email()))
                        .map(page -> letter(customer, page)));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification posting) {
        return customer(posting).map(customer -> {
            Map<String, @Nullable Object> data = words(customer);
            if (pages.tokenInEvents()) {
                links.token(PasswordReset.PURPOSE, posting.subject()).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private static Email letter(Customer customer, String page) {
        Map<String, @Nullable Object> words = words(customer);
        words.put("link", page);
        words.put("minutes", Link.LIFETIME.toMinutes());
        return new Email(customer.email(), words);
    }

    private Optional<Customer> customer(Notification posting) {
        return links.find(posting.subject()).map(Link::actor).map(Actor::id).flatMap(this::account);
    }
}
