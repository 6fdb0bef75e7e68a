package dev.storelatch.account;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.SecurityEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Erases the personal data of accounts and of guests (GDPR Article 17). What orders need stays with them. */
@Service
public class Erasure {

    private final AccountRegistry accounts;
    private final ErasureRepository repository;
    private final ApplicationEventPublisher events;

    Erasure(AccountRegistry accounts, ErasureRepository repository, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.repository = repository;
        this.events = events;
    }

    /**
     * Erases a customer or a user, even one that is deleted, locked or a guest.
     *
     * @param erasedBy the administrator, or the customer itself
     * @throws Failure as {@link Accounts#checkRemovable}
     * @throws Failure.NotFound if there is none, or it has been erased already
     */
    @Transactional
    public void erase(Actor account, Actor erasedBy) {
        Accounts realmAccounts = accounts.of(account.realm());
        realmAccounts.checkRemovable(account, erasedBy);
        if (realmAccounts.lock(account).isPresent()) {
            events.publishEvent(new AccountDisabled(account, LogoutReason.ERASED));
        }
        if (!repository.erase(account)) {
            throw account.notFound();
        }
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_DELETED, account));
    }
}
