package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.List;
import java.util.SortedMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Mails links that confirm the transfer of a guest's orders to an account. */
@Service
class OrderClaimRequest {

    private static final int MAX_ADDRESSES = 10;

    private final Orders orders;
    private final Links links;
    private final Outbox outbox;
    private final Throttle throttle;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    OrderClaimRequest(
            Orders orders,
            Links links,
            Outbox outbox,
            Throttle throttle,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.orders = orders;
        this.links = links;
        this.outbox = outbox;
        this.throttle = throttle;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Mails a link to each address that one of the orders was placed with. Ids that do not exist are ignored.
     *
     * @throws Failure.InvalidData if the orders were placed with too many addresses
     * @throws Failure.TooManyRequests if the account has caused, or one of the addresses was sent, too many such mails
     */
    void request(Actor actor, List<String> orderIds) {
        SortedMap<String, List<String>> byAddress = orders.byAddress(orderIds);
        if (byAddress.size() > MAX_ADDRESSES) {
            throw new Failure.InvalidData(
                    "order_ids must not have orders of more than %d e-mail addresses".formatted(MAX_ADDRESSES));
        }
        byAddress.keySet().forEach(address -> throttle.consume(Budget.CLAIM_MAIL_OF_ACCOUNT, actor));
        byAddress.keySet().forEach(address -> throttle.consume(Budget.CLAIM_MAIL, new EmailAddress(address)));
        // In sorted order, so that two requests for the same links cannot deadlock.
        transaction.executeWithoutResult(status -> byAddress.forEach((address, ids) -> {
            String link = links.issue(OrderClaimLink.PURPOSE, actor, address, OrderClaimLink.payload(ids));
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_REQUEST, actor)
                    .because("order_claim"));
            outbox.post(OrderClaimNotification.NAME, new Notification(actor, link, null));
        }));
    }
}
