package dev.storelatch.account;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.SecurityEvent;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Locks accounts. A locked account cannot log in, and its log-ins have ended. */
@Service
class AccountLocks {

    private final AccountRegistry accounts;
    private final AccountStateRepository repository;
    private final ApplicationEventPublisher events;

    AccountLocks(AccountRegistry accounts, AccountStateRepository repository, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.repository = repository;
        this.events = events;
    }

    /** Finds the lock that is in force. */
    Optional<AccountLock> find(Actor account) {
        return repository.findLock(account).map(StoredLock::lock);
    }

    /**
     * Locks the account, or replaces its lock. The account's row is locked first, as by a log-in: that has either ended,
     * and is revoked, or waits and is then refused.
     *
     * @throws Failure as {@link Accounts#checkRemovable}
     * @throws Failure.NotFound if the account was deleted during the request
     */
    @Transactional
    void lock(Actor account, AccountLock lock, Actor administrator) {
        Accounts realmAccounts = accounts.of(account.realm());
        realmAccounts.checkRemovable(account, administrator);
        if (realmAccounts.lock(account).isEmpty()) {
            throw account.notFound();
        }
        repository.lock(account, lock, administrator);
        events.publishEvent(new AccountDisabled(account, LogoutReason.LOCKED));
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_LOCK, account)
                .with(lock.until() == null ? null : "until " + lock.until()));
    }

    /** Removes the lock, if there is one. Log-ins that it has ended stay ended. */
    @Transactional
    void unlock(Actor account) {
        if (repository.unlock(account)) {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_UNLOCK, account));
        }
    }
}
