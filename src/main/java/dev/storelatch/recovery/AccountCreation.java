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
import java.util.function.Consumer;
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
    private final UnverifiedAccounts unverified;
    private final EmailConfirmation confirmation;
    private final TransactionOperations transaction;

    AccountCreation(
            Customers customers,
            Sessions sessions,
            KnownDevices devices,
            UnverifiedAccounts unverified,
            EmailConfirmation confirmation,
            TransactionOperations transaction) {
        this.customers = customers;
        this.sessions = sessions;
        this.devices = devices;
        this.unverified = unverified;
        this.confirmation = confirmation;
        this.transaction = transaction;
    }

    /**
     * A new account and its log-in.
     *
     * @param setCookies the {@code Set-Cookie} headers for the response: the session's, if there is one, and the device's
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

    /** Returns true if a new account cannot log in until its address is confirmed by a mailed link. */
    boolean isUnverified() {
        return unverified.areRequired();
    }

    /**
     * Creates an account that cannot log in yet, in place of one with this address that was not confirmed, and mails a link
     * that confirms the address; empty as for {@link #create}.
     */
    Optional<Created> createUnverified(NewCustomer customer, ClientInfo client) {
        return register(customer, () -> unverified.discard(customer.email()), actor -> {
            awaitOwner(actor, customer);
            return new Created(actor, List.of(devices.remember(actor, client)));
        });
    }

    /**
     * Creates an account whose address is verified already, in place of one with this address that was not confirmed; empty as
     * for {@link #create}.
     *
     * @param also is run in the same transaction
     */
    Optional<Actor> createVerified(NewCustomer customer, Consumer<Actor> also) {
        return register(customer, () -> unverified.discard(customer.email()), actor -> {
            also.accept(actor);
            return actor;
        });
    }

    /** Does the same as {@link #createUnverified}, but no browser is known, so that the link asks for a password. */
    void createUnverified(NewCustomer customer) {
        register(customer, () -> unverified.discard(customer.email()), actor -> {
            awaitOwner(actor, customer);
            return actor;
        });
    }

    private void awaitOwner(Actor actor, NewCustomer customer) {
        unverified.add(actor);
        confirmation.request(actor, customer.email());
    }

    /** Creates the account without a log-in, unless one has the address. */
    void createWithoutLogin(NewCustomer customer) {
        register(customer, actor -> actor);
    }

    private <T> Optional<T> register(NewCustomer customer, Function<Actor, T> created) {
        return register(customer, () -> {}, created);
    }

    private <T> Optional<T> register(NewCustomer customer, Runnable before, Function<Actor, T> created) {
        try {
            return Optional.of(transaction.execute(status -> {
                before.run();
                return created.apply(customers.register(customer));
            }));
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
