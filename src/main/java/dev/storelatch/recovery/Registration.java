package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.password.Passwords;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Registers customers: the account and its first log-in are created together or not at all. */
@Service
class Registration {

    private final AccountRegistry accounts;
    private final Customers customers;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    Registration(
            AccountRegistry accounts,
            Customers customers,
            Passwords passwords,
            Sessions sessions,
            Throttle throttle,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.customers = customers;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /** Data of a registration. */
    record Request(
            EmailAddress email,
            String password,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String phone) {

        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /**
     * A new account and its log-in.
     *
     * @param setCookie the {@code Set-Cookie} header for the response
     */
    record Registered(Actor actor, String setCookie) {

        @Override
        public String toString() {
            return "Registered[" + actor + "]";
        }
    }

    /**
     * Registers a customer. A guest with the same address stays as it is, beside the account.
     *
     * @throws Failure.Duplicate if an account has the address, even one that is being registered at the same time
     * @throws Failure.InvalidData if the password is refused
     * @throws Failure.TooManyRequests if there were too many attempts with the address, or from the network
     */
    Registered register(Request request, RequestCredentials credentials, ClientInfo client) {
        throttle.consume(Budget.REGISTRATION, request.email(), client);
        if (accounts.of(Realm.STORE).findByEmail(request.email()).isPresent()) {
            throw duplicate();
        }
        passwords.checkNew(request.password(), request.email());
        NewCustomer customer = new NewCustomer(
                request.email(),
                passwords.hash(request.password()),
                request.firstName(),
                request.lastName(),
                request.phone(),
                null);
        try {
            return transaction.execute(status -> {
                Actor actor = customers.register(customer);
                String setCookie = sessions.logIn(actor, Set.of("pwd"), credentials, client);
                return new Registered(actor, setCookie);
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
