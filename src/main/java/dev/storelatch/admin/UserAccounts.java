package dev.storelatch.admin;

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

/** The accounts of users. */
@Service
class UserAccounts implements Accounts {

    private final UserAccountRepository repository;
    private final LastAdmin lastAdmin;
    private final ApplicationEventPublisher events;

    UserAccounts(UserAccountRepository repository, LastAdmin lastAdmin, ApplicationEventPublisher events) {
        this.repository = repository;
        this.lastAdmin = lastAdmin;
        this.events = events;
    }

    @Override
    public Realm realm() {
        return Realm.ADMIN;
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
        repository.setHash(actor.id(), passwordHash);
        events.publishEvent(new CredentialsChanged(actor, true, null, null));
        events.publishEvent(new UserChanged(actor.id(), UserChanged.Kind.UPDATED));
    }

    /** Users cannot lock or delete themselves by mistake. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void checkRemovable(Actor account, Actor administrator) {
        if (account.equals(administrator)) {
            throw new Failure.InvalidData("Users cannot lock or erase their own account");
        }
        lastAdmin.requireAnother(account.id());
        // That may have waited for somebody who has locked this administrator.
        if (find(administrator).isEmpty()) {
            throw new Failure.Unauthorized("the administrator was locked or deleted during the request");
        }
    }
}
