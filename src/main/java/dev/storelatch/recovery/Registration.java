package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.AccountDisclosure;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.password.Passwords;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Registers customers. */
@Service
class Registration {

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final Throttle throttle;
    private final AccountCreation creation;
    private final UndisclosedRegistration undisclosed;
    private final AccountDisclosure disclosure;

    Registration(
            AccountRegistry accounts,
            Passwords passwords,
            Throttle throttle,
            AccountCreation creation,
            UndisclosedRegistration undisclosed,
            AccountDisclosure disclosure) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.creation = creation;
        this.undisclosed = undisclosed;
        this.disclosure = disclosure;
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
     * Registers a customer. A guest with the same address stays as it is, beside the account.
     *
     * @return the new account; empty if nobody may learn whether there is one, and a link was mailed instead
     * @throws Failure.Duplicate if an account has the address, even one that is being registered at the same time
     * @throws Failure.InvalidData if the password is refused
     * @throws Failure.TooManyRequests if there were too many attempts with the address, or from the network, or the address was
     *     sent too many mails that confirm it
     */
    Optional<AccountCreation.Created> register(Request request, RequestCredentials credentials, ClientInfo client) {
        boolean unverified = creation.isUnverified();
        boolean mailed = unverified || !disclosure.isAllowed();
        if (mailed) {
            // A refused password mails nothing, so that strangers could use up the attempts of an address by it.
            throttle.consumeOfNetworks(Budget.REGISTRATION, request.email(), client);
            passwords.checkNew(request.password(), request.email());
            throttle.consume(Budget.REGISTRATION, request.email());
        } else {
            throttle.consume(Budget.REGISTRATION, request.email(), client);
        }
        if (!disclosure.isAllowed()) {
            undisclosed.register(request, client);
            return Optional.empty();
        }
        if (accounts.of(Realm.STORE)
                .findByEmail(request.email())
                .filter(account -> !account.awaitsVerification())
                .isPresent()) {
            throw duplicate();
        }
        if (!mailed) {
            passwords.checkNew(request.password(), request.email());
        }
        if (unverified) {
            throttle.consume(Budget.REGISTRATION_MAIL, request.email());
        }
        NewCustomer customer = new NewCustomer(
                request.email(),
                passwords.hash(request.password()),
                request.firstName(),
                request.lastName(),
                request.phone(),
                null);
        return Optional.of((unverified
                        ? creation.createUnverified(customer, client)
                        : creation.create(customer, credentials, client))
                .orElseThrow(Registration::duplicate));
    }

    static Failure duplicate() {
        return new Failure.Duplicate("A customer with the given email already has an account. Log in instead");
    }
}
