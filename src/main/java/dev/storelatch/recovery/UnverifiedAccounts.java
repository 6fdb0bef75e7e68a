package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.CustomerDeletion;
import dev.storelatch.customer.EmailChanges;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts whose address was not confirmed yet. Anybody can have registered one with the address of somebody else, whom it
 * must not keep out (arXiv 2205.10174): it cannot log in, and the next registration takes its place.
 */
@Component
class UnverifiedAccounts {

    private final AccountRegistry accounts;
    private final VerifiedEmails verifiedEmails;
    private final CustomerDeletion deletion;
    private final EmailChanges emails;

    UnverifiedAccounts(
            AccountRegistry accounts, VerifiedEmails verifiedEmails, CustomerDeletion deletion, EmailChanges emails) {
        this.accounts = accounts;
        this.verifiedEmails = verifiedEmails;
        this.deletion = deletion;
        this.emails = emails;
    }

    /** Returns true if a new account cannot log in until its address is confirmed. */
    boolean areRequired() {
        return emails.areVerified();
    }

    /** Deletes an unverified account with this address, with all that belongs to it. One that is verified is left alone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(EmailAddress email) {
        Accounts customers = accounts.of(Realm.STORE);
        customers
                .findByEmail(email)
                .map(Account::actor)
                .filter(actor -> customers.lock(actor).isPresent())
                // It may have been confirmed before the lock was taken.
                .flatMap(customers::find)
                .filter(Account::awaitsVerification)
                .map(Account::actor)
                .ifPresent(deletion::delete);
    }

    /** Keeps a new account from logging in until its address is confirmed. */
    void add(Actor actor) {
        verifiedEmails.await(actor);
    }
}
