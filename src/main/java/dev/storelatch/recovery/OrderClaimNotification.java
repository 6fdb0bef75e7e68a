package dev.storelatch.recovery;

import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the address of a guest's orders whether they may go to an account, and says which one that is. The notification's
 * subject is the link's id.
 */
@Component
class OrderClaimNotification extends AccountNotificationType {

    static final String NAME = "order-update-token.created";

    private static final Logger LOG = LoggerFactory.getLogger(OrderClaimNotification.class);

    private final Links links;
    private final Orders orders;
    private final LinkSettings pages;

    OrderClaimNotification(Links links, Customers customers, Orders orders, LinkSettings pages) {
        super(NAME, customers);
        this.links = links;
        this.orders = orders;
        this.pages = pages;
        if (pages.orderClaim("").isEmpty()) {
            LOG.warn("storelatch.links.order-claim is not set: whoever claims an order gets no mail");
        }
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return wordsAnd("orders", "link", "minutes");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return links.find(notification.subject())
                .flatMap(link -> account(link.actor().id())
                        .flatMap(customer -> links.token(OrderClaimLink.PURPOSE, link.id())
                                .flatMap(pages::orderClaim)
                                .map(page -> letter(link, customer, page))));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return links.find(notification.subject()).map(link -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("old_email", link.recipient());
            data.put("new_customer_id", link.actor().id());
            data.put("orders", OrderClaimLink.orders(link));
            if (pages.tokenInEvents()) {
                links.token(OrderClaimLink.PURPOSE, link.id()).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private Email letter(Link link, Customer claimant, String page) {
        Map<String, @Nullable Object> words = words(claimant);
        words.put("orders", orders.numbers(OrderClaimLink.orders(link)));
        words.put("link", page);
        words.put("minutes", Link.LIFETIME.toMinutes());
        return new Email(Objects.requireNonNull(link.recipient()), words);
    }
}
