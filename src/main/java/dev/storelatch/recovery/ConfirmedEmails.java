package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.order.Orders;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records addresses that a mailed link has confirmed. */
@Component
class ConfirmedEmails {

    private final VerifiedEmails verifiedEmails;
    private final EmailChanges emails;
    private final UnverifiedAccounts unverified;
    private final Customers customers;
    private final Orders orders;

    ConfirmedEmails(
            VerifiedEmails verifiedEmails,
            EmailChanges emails,
            UnverifiedAccounts unverified,
            Customers customers,
            Orders orders) {
        this.verifiedEmails = verifiedEmails;
        this.emails = emails;
        this.unverified = unverified;
        this.customers = customers;
        this.orders = orders;
    }

    /**
     * Gives the account, whose row is locked, the address and records it. One that has registered the address without
     * confirming it is deleted, since it is that of a stranger.
     *
     * @param continuingSession as of {@link EmailChanges#confirm}
     * @throws Failure.Duplicate if another account has the address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(Actor account, EmailAddress email, @Nullable String continuingSession) {
        unverified.discard(email);
        emails.confirm(account, email, continuingSession);
        record(account, email);
    }

    /** Does the same as {@link #record} for an account whose credentials the owner of the address has set. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordProven(Actor account, EmailAddress email) {
        record(account, email);
        verifiedEmails.recordProven(account, email);
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
