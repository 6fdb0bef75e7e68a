package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.TargetAccount;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Mails links that confirm an address, within the budget of the address. */
@Component
class ConfirmationMails {

    private final Throttle throttle;
    private final EmailConfirmation confirmation;
    private final AccountRegistry accounts;
    private final VerifiedEmails verifiedEmails;
    private final TransactionOperations transaction;

    ConfirmationMails(
            Throttle throttle,
            EmailConfirmation confirmation,
            AccountRegistry accounts,
            VerifiedEmails verifiedEmails,
            TransactionOperations transaction) {
        this.throttle = throttle;
        this.confirmation = confirmation;
        this.accounts = accounts;
        this.verifiedEmails = verifiedEmails;
        this.transaction = transaction;
    }

    void charge(EmailAddress email, ClientInfo client) {
        throttle.consume(Budget.CONFIRMATION_MAIL, email, client);
    }

    void send(Actor actor, EmailAddress email) {
        transaction.executeWithoutResult(status -> confirmation.requestAgain(actor, email));
    }

    /**
     * Mails the link to an account on behalf of an administrator. It replaces those that were mailed before, also to an
     * address that the account wants to change to.
     *
     * @throws Failure.InvalidData if the account is locked, or its address is confirmed already
     * @throws Failure.TooManyRequests if its address was sent too many such mails
     */
    void sendFor(TargetAccount account) {
        Actor actor = account.actor();
        EmailAddress email = new EmailAddress(account.email());
        if (accounts.of(actor.realm()).find(actor).isEmpty()) {
            throw new Failure.InvalidData("The account is locked");
        }
        if (verifiedEmails.isVerified(actor, email)) {
            throw new Failure.InvalidData("The e-mail address is confirmed already");
        }
        throttle.consume(Budget.CONFIRMATION_MAIL, email);
        transaction.executeWithoutResult(status -> confirmation.request(actor, email));
    }
}
