package dev.storelatch.federation;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links accounts that have begun it while they were logged in. */
@Service
class LinkCompletion {

    private final AccountRegistry accounts;
    private final Identities identities;

    LinkCompletion(AccountRegistry accounts, Identities identities) {
        this.accounts = accounts;
        this.identities = identities;
    }

    /**
     * Links the account, unless its credentials have been changed, or all its log-ins ended, since the link was begun.
     *
     * @throws LoginError.FailedLoginException if that is so, or another account is linked
     */
    @Transactional
    public void complete(PendingLogin.Link link, Provider provider, ProviderIdentity identity) {
        Actor account = link.account();
        boolean exists = accounts.of(account.realm()).lock(account).isPresent();
        boolean isUnchanged = accounts.of(account.realm())
                .find(account)
                .map(Account::tokenEpoch)
                .filter(epoch -> epoch == link.epoch())
                .isPresent();
        if (!exists || !isUnchanged) {
            throw LoginError.UNAUTHORIZED.exception();
        }
        identities.link(account, provider, identity);
    }
}
