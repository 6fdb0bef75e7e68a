package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.session.Sessions;
import dev.storelatch.throttle.KnownDevices;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Creates the account of a customer, and its first log-in with it or not at all. */
@Component
class AccountCreation {

    private final Customers customers;
    private final Sessions sessions;
    private final KnownDevices devices;
    private final TransactionOperations transaction;

    AccountCreation(Customers customers, Sessions sessions, KnownDevices devices, TransactionOperations transaction) {
        this.customers = customers;
        this.sessions = sessions;
        this.devices = devices;
        this.transaction = transaction;
    }

    /**
     * A new account and its log-in.
     *
     * @param setCookies the {@code Set-Cookie} headers for the response: the session's and the device's
     */
    record Created(Actor actor, List<String> setCookies) {

        @Override
        public String toString() {
            return "Created[" + actor + "]";
        }
    }

    /** Creates the account; empty if one has the address, even one that is being created at the same time. */
    Optional<Created> create(NewCustomer customer, RequestCredentials credentials, ClientInfo client) {
        return register(
                customer,
                actor -> new Created(
                        actor,
                        List.of(
                                sessions.logIn(actor, Set.of("pwd"), credentials, client),
                                devices.remember(actor, client))));
    }

    /** Creates the account without a log-in, unless one has the address. */
    void createWithoutLogin(NewCustomer customer) {
        register(customer, actor -> actor);
    }

    private <T> Optional<T> register(NewCustomer customer, Function<Actor, T> created) {
        try {
            return Optional.of(transaction.execute(status -> created.apply(customers.register(customer))));
        } catch (Failure.Duplicate reserved) {
            return Optional.empty();
        } catch (DataIntegrityViolationException failure) {
            if (Customers.isEmailTaken(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
