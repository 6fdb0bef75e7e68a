package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.order.Orders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records addresses that a mailed link has confirmed. */
@Component
class ConfirmedEmails {

    private final VerifiedEmails verifiedEmails;
    private final EmailChanges emails;
    private final Customers customers;
    private final Orders orders;

    ConfirmedEmails(VerifiedEmails verifiedEmails, EmailChanges emails, Customers customers, Orders orders) {
        this.verifiedEmails = verifiedEmails;
        this.emails = emails;
        this.customers = customers;
        this.orders = orders;
    }

    /**
     * Records that the account, whose row is locked, has the address. If addresses have to be verified, it also gets the
     * orders that were placed with the address as a guest.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor account, EmailAddress email) {
        verifiedEmails.record(account, email);
        if (account.realm() == Realm.STORE && emails.areVerified()) {
            customers.findGuest(email).ifPresent(guest -> orders.attach(guest, email, account));
        }
    }
}
