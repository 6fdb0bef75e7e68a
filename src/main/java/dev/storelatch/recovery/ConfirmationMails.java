package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Mails links that confirm an address, within the budget of the address. */
@Component
class ConfirmationMails {

    private final Throttle throttle;
    private final EmailConfirmation confirmation;
    private final TransactionOperations transaction;

    ConfirmationMails(Throttle throttle, EmailConfirmation confirmation, TransactionOperations transaction) {
        this.throttle = throttle;
        this.confirmation = confirmation;
        this.transaction = transaction;
    }

    void charge(EmailAddress email, ClientInfo client) {
        throttle.consume(Budget.CONFIRMATION_MAIL, email, client);
    }

    void send(Actor actor, EmailAddress email) {
        transaction.executeWithoutResult(status -> confirmation.requestAgain(actor, email));
    }
}
