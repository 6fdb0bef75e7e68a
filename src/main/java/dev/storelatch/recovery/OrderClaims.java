package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.customer.Customers;
import dev.storelatch.link.Link;
import dev.storelatch.link.Link.Purpose;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.throttle.Throttle;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Hands orders of a guest over to an account, once the orders' own address has said yes. */
@Service
class OrderClaims {

    private final Orders orders;
    private final Customers customers;
    private final Links links;
    private final Outbox outbox;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    OrderClaims(
            Orders orders,
            Customers customers,
            Links links,
            Outbox outbox,
            Throttle throttle,
            TransactionOperations transaction) {
        this.orders = orders;
        this.customers = customers;
        this.links = links;
        this.outbox = outbox;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /**
     * Mails a link to each address that one of the orders was placed with. Ids that do not exist are passed over.
     *
     * @throws Failure.TooManyRequests if one of the addresses has been mailed too often
     */
    void request(Actor actor, List<String> orderIds) {
        SortedMap<String, List<String>> byAddress = orders.byAddress(orderIds);
        byAddress.keySet().forEach(address -> throttle.claimMail(new EmailAddress(address)));
        // Sorted, so that two requests for the same links do not wait for each other in a circle.
        transaction.executeWithoutResult(status -> byAddress.forEach((address, ids) -> outbox.post(
                OrderClaimNotification.NAME,
                new Notification(links.issue(Purpose.ORDER_CLAIM, actor, address, ids), null))));
    }

    /**
     * Hands the link's orders over to the account that asked for them. An order that is under another address by now
     * stays where it is.
     *
     * @throws Failure.InvalidData if the token is unknown, expired or used, or nothing is left to hand over
     */
    void confirm(String token) {
        Actor claimant = links.read(Purpose.ORDER_CLAIM, token).map(Link::actor).orElseThrow(OrderClaims::refused);
        transaction.executeWithoutResult(status -> {
            String email = customers.lock(claimant).orElseThrow(OrderClaims::refused);
            Link link = links.spend(Purpose.ORDER_CLAIM, token).orElseThrow(OrderClaims::refused);
            String address = Objects.requireNonNull(link.recipient());
            if (!orders.handOver(link.orders(), address, claimant, email)) {
                throw refused();
            }
        });
    }

    private static Failure refused() {
        return new Failure.InvalidData("token is invalid or expired");
    }
}
