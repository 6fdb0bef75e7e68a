package dev.storelatch.customer;

import dev.storelatch.core.Account;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StoredAccount;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of customers. A guest, who only left an address with an order, has none. */
@Service
class CustomerAccounts implements Accounts {

    private final CustomerAccountRepository repository;
    private final CustomerRepository customers;
    private final ApplicationEventPublisher events;

    CustomerAccounts(
            CustomerAccountRepository repository, CustomerRepository customers, ApplicationEventPublisher events) {
        this.repository = repository;
        this.customers = customers;
        this.events = events;
    }

    @Override
    public Realm realm() {
        return Realm.STORE;
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        return repository.findByEmail(email);
    }

    @Override
    public Optional<Account> find(Actor actor) {
        return repository.find(actor.id());
    }

    @Override
    public Optional<String> findEmail(Actor actor) {
        return repository.findEmail(actor.id());
    }

    @Override
    public Optional<StoredAccount> findStored(Actor actor) {
        return repository.findStored(actor);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdUnchanged(Account account) {
        String id = account.actor().id();
        // The lock is taken by a statement of its own: the next one sees what was committed while this one waited.
        repository.lockForShare(id);
        OptionalInt epoch = repository.findTokenEpoch(id);
        if (epoch.isEmpty() || epoch.getAsInt() != account.tokenEpoch()) {
            throw new Failure.Unauthorized("the account was changed during the log-in");
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> lock(Actor actor) {
        return repository.lock(actor.id());
    }

    @Override
    @Transactional
    public void upgradeHash(Account account, String strongerHash) {
        repository.replaceHash(account.actor().id(), account.passwordHash(), strongerHash);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void setPassword(Actor actor, String passwordHash) {
        // By a query: if the connection breaks, Hibernate's find returns null in a transaction that has to be rolled
        // back.
        customers.findLocked(actor.id()).orElseThrow(actor::notFound).passwordHash = passwordHash;
        events.publishEvent(new CredentialsChanged(actor, true, null, null));
        events.publishEvent(new CustomerUpdated(actor.id()));
    }
}
