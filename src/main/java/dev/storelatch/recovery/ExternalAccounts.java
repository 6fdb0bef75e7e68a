package dev.storelatch.recovery;

import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Registers customers who are known elsewhere, and gives accounts to owners who have proved their address elsewhere. */
@Service
public class ExternalAccounts {

    private final AccountCreation creation;
    private final ConfirmedEmails confirmedEmails;
    private final EmailChanges emails;
    private final Throttle throttle;
    private final ApplicationEventPublisher events;

    ExternalAccounts(
            AccountCreation creation,
            ConfirmedEmails confirmedEmails,
            EmailChanges emails,
            Throttle throttle,
            ApplicationEventPublisher events) {
        this.creation = creation;
        this.confirmedEmails = confirmedEmails;
        this.emails = emails;
        this.throttle = throttle;
        this.events = events;
    }

    /**
     * Creates an account whose address is verified elsewhere, in place of one that was not confirmed. A guest with the address
     * stays beside it.
     *
     * @param also is run in the same transaction
     * @return the new account; empty if one has the address, even one that is being created at the same time
     */
    public Optional<Actor> register(NewCustomer customer, Consumer<Actor> also) {
        return creation.createVerified(customer, actor -> {
            confirmedEmails.recordProven(actor, customer.email());
            also.accept(actor);
        });
    }

    /**
     * Creates an account that cannot log in before its address is confirmed by a mailed link, if addresses have to be; otherwise
     * does nothing. Nobody can tell by it whether an account has the address.
     *
     * @throws Failure.TooManyRequests if the address was sent too many such mails
     */
    public void registerUnverified(NewCustomer customer) {
        if (creation.isUnverified()) {
            throttle.consume(Budget.REGISTRATION_MAIL, customer.email());
            creation.createUnverified(customer);
        }
    }

    /**
     * Gives an account, whose row is locked, to the owner of its address: whoever had it before cannot log in any more. A
     * customer's password is no longer accepted; users cannot register, so that theirs is nobody else's.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recover(Actor account, EmailAddress email) {
        if (account.realm() == Realm.STORE) {
            emails.restore(account, email);
        }
        events.publishEvent(new AccountRecovered(account, email));
    }
}
