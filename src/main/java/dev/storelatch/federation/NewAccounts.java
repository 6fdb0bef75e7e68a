package dev.storelatch.federation;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.admin.NewUser;
import dev.storelatch.admin.Users;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.NewCustomer;
import dev.storelatch.recovery.ExternalAccounts;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Creates accounts without a password for people who have none. */
@Component
class NewAccounts {

    private final ExternalAccounts customers;
    private final Users users;
    private final VerifiedEmails verifiedEmails;
    private final Identities identities;
    private final TransactionOperations transaction;

    NewAccounts(
            ExternalAccounts customers,
            Users users,
            VerifiedEmails verifiedEmails,
            Identities identities,
            TransactionOperations transaction) {
        this.customers = customers;
        this.users = users;
        this.verifiedEmails = verifiedEmails;
        this.identities = identities;
        this.transaction = transaction;
    }

    /**
     * Creates an account with an address that the provider has verified, and links it.
     *
     * @return the account; empty if another one has the address or the link, even one that is being created at the same time
     */
    Optional<Actor> create(Provider provider, ProviderIdentity identity) {
        EmailAddress email = Objects.requireNonNull(identity.email());
        Consumer<Actor> link = account -> identities.add(account, provider, identity);
        try {
            return provider.realm() == Realm.STORE
                    ? customers.register(customer(identity, email), link)
                    : Optional.of(addUser(provider, identity, email, link));
        } catch (DuplicateKeyException | LoginError.FailedLoginException createdMeanwhile) {
            return Optional.empty();
        }
    }

    /**
     * Has an address confirmed by a mailed link that the provider has not verified, if addresses have to be. Nothing is linked: the
     * account belongs to whoever opens the link.
     */
    void requestConfirmation(Provider provider, ProviderIdentity identity) {
        if (provider.realm() == Realm.STORE) {
            try {
                customers.registerUnverified(customer(identity, Objects.requireNonNull(identity.email())));
            } catch (Failure.TooManyRequests enough) {
                // The address was sent such mails a short time ago.
            }
        }
    }

    private Actor addUser(Provider provider, ProviderIdentity identity, EmailAddress email, Consumer<Actor> link) {
        return transaction.execute(status -> {
            Actor user = users.add(new NewUser(
                    email,
                    null,
                    identity.firstName(),
                    identity.lastName(),
                    provider.settings().role()));
            verifiedEmails.recordProven(user, email);
            link.accept(user);
            return user;
        });
    }

    private static NewCustomer customer(ProviderIdentity identity, EmailAddress email) {
        return NewCustomer.withoutPassword(email, identity.firstName(), identity.lastName());
    }
}
