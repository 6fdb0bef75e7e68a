package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Customers.NewCustomer;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.password.Passwords;
import dev.storelatch.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes an account and logs it in, both or neither. */
@Service
class Registration {

    private final Customers customers;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Outbox outbox;
    private final TransactionOperations transaction;

    Registration(
            Customers customers,
            Passwords passwords,
            Sessions sessions,
            Outbox outbox,
            TransactionOperations transaction) {
        this.customers = customers;
        this.passwords = passwords;
        this.sessions = sessions;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /**
     * Registers a customer. A guest with the same address stays as it is, beside the account.
     *
     * @throws Failure.Duplicate if an account has the address, even one that is being made at this moment
     * @throws Failure.InvalidData if the password is refused
     */
    Actor register(
            EmailAddress email,
            String password,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String phone) {
        if (customers.findAccount(email).isPresent()) {
            throw duplicate();
        }
        passwords.checkNew(password, email);
        NewCustomer customer = new NewCustomer(email, passwords.hash(password), firstName, lastName, phone);
        try {
            return transaction.execute(status -> {
                Actor actor = customers.register(customer);
                sessions.logIn(actor);
                outbox.post(AccountNotificationTypes.CREATED, new Notification(actor.id(), null));
                return actor;
            });
        } catch (DataIntegrityViolationException failure) {
            if (Customers.isEmailTaken(failure)) {
                throw duplicate();
            }
            throw failure;
        }
    }

    private static Failure duplicate() {
        return new Failure.Duplicate("A customer with the given email already has an account. Log in instead");
    }
}
