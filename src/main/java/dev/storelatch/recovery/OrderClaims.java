package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Transfers orders of a guest to an account, once the address of the orders has confirmed it. */
@Service
class OrderClaims {

    private final Orders orders;
    private final AccountRegistry accounts;
    private final Links links;
    private final Outbox outbox;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    OrderClaims(
            Orders orders,
            AccountRegistry accounts,
            Links links,
            Outbox outbox,
            Throttle throttle,
            TransactionOperations transaction) {
        this.orders = orders;
        this.accounts = accounts;
        this.links = links;
        this.outbox = outbox;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /**
     * Mails a link to each address that one of the orders was placed with. Ids that do not exist are ignored.
     *
     * @throws Failure.TooManyRequests if one of the addresses was sent too many such mails
     */
    void request(Actor actor, List<String> orderIds) {
        SortedMap<String, List<String>> byAddress = orders.byAddress(orderIds);
        byAddress.keySet().forEach(address -> throttle.consume(Budget.CLAIM_MAIL, new EmailAddress(address)));
        // In sorted order, so that two requests for the same links cannot deadlock.
        transaction.executeWithoutResult(status -> byAddress.forEach((address, ids) -> {
            String link = links.issue(OrderClaimLink.PURPOSE, actor, address, OrderClaimLink.payload(ids));
            outbox.post(OrderClaimNotification.NAME, new Notification(actor, link, null));
        }));
    }

    /**
     * Transfers the link's orders to the account that claimed them. An order that is under another address by now is left
     * alone.
     *
     * @throws Failure.InvalidData if the token is unknown, expired or used, or no order is left to transfer
     */
    void confirm(String token) {
        Actor claimant =
                links.read(OrderClaimLink.PURPOSE, token).map(Link::actor).orElseThrow(OrderClaims::refused);
        transaction.executeWithoutResult(status -> {
            String email = accounts.of(claimant.realm()).lock(claimant).orElseThrow(OrderClaims::refused);
            Link link = links.consume(OrderClaimLink.PURPOSE, token).orElseThrow(OrderClaims::refused);
            String address = Objects.requireNonNull(link.recipient());
            if (!orders.handOver(OrderClaimLink.orders(link), address, claimant, email)) {
                throw refused();
            }
        });
    }

    private static Failure refused() {
        return new Failure.InvalidData("token is invalid or expired");
    }
}
