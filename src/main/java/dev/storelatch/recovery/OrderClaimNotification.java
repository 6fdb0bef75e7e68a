package dev.storelatch.recovery;

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
 * Mail that asks the address of a guest's orders to confirm their transfer to an account, which it names. Its subject is
 * the id of the link.
 */
@Component
class OrderClaimNotification extends AccountNotificationType {

    static final String NAME = "order-update-token.created";

    private static final Logger LOG = LoggerFactory.getLogger(OrderClaimNotification.class);

    private final Links links;
    private final AccountOwners owners;
    private final Orders orders;
    private final LinkSettings pages;

    OrderClaimNotification(Links links, AccountOwners owners, Orders orders, LinkSettings pages) {
        super(NAME);
        this.links = links;
        this.owners = owners;
        this.orders = orders;
        this.pages = pages;
        if (pages.orderClaim("").isEmpty()) {
            LOG.warn("storelatch.links.order-claim is not set: mails that confirm order claims are not sent");
        }
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("orders", "link", "minutes");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return links.find(notification.subject())
                .flatMap(link -> owners.find(link.actor())
                        .flatMap(owner -> links.token(OrderClaimLink.PURPOSE, link.id())
                                .flatMap(pages::orderClaim)
                                .map(page -> toEmail(link, owner, page))));
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

    private Email toEmail(Link link, AccountOwner claimant, String page) {
        Map<String, @Nullable Object> model = claimant.mailModel();
        model.put("orders", orders.numbers(OrderClaimLink.orders(link)));
        model.put("link", page);
        model.put("minutes", Link.LIFETIME.toMinutes());
        return new Email(Objects.requireNonNull(link.recipient()), model);
    }
}
