package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Transfers orders of a guest to an account, once the address of the orders has confirmed it. */
@Service
class OrderClaim {

    private final Orders orders;
    private final AccountRegistry accounts;
    private final Links links;
    private final VerifiedEmails verifiedEmails;
    private final TransactionOperations transaction;

    OrderClaim(
            Orders orders,
            AccountRegistry accounts,
            Links links,
            VerifiedEmails verifiedEmails,
            TransactionOperations transaction) {
        this.orders = orders;
        this.accounts = accounts;
        this.links = links;
        this.verifiedEmails = verifiedEmails;
        this.transaction = transaction;
    }

    /**
     * Transfers the link's orders to the account that claimed them. An order that is under another address by now is left
     * alone. The link verifies the account's address if it was mailed there.
     *
     * @throws Failure.InvalidData if the token is unknown, expired or used, or no order is left to transfer
     */
    void confirm(String token) {
        Actor claimant =
                links.read(OrderClaimLink.PURPOSE, token).map(Link::actor).orElseThrow(OrderClaim::refused);
        transaction.executeWithoutResult(status -> {
            String email = accounts.of(claimant.realm()).lock(claimant).orElseThrow(OrderClaim::refused);
            Link link = links.consume(OrderClaimLink.PURPOSE, token).orElseThrow(OrderClaim::refused);
            String address = Objects.requireNonNull(link.recipient());
            if (!orders.handOver(OrderClaimLink.orders(link), address, claimant, email)) {
                throw refused();
            }
            EmailAddress own = new EmailAddress(email);
            if (own.equals(new EmailAddress(address))) {
                verifiedEmails.record(claimant, own);
            }
        });
    }

    private static Failure refused() {
        return new Failure.InvalidData("token is invalid or expired");
    }
}
