package dev.storelatch.federation;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.recovery.ExternalAccounts;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Finds the account of somebody who has logged in at a provider. Issuer and subject identify a person. An address links an
 * account only if the provider has verified it, and the owner of the address had set the credentials of the account before:
 * otherwise a stranger could have registered the account for its owner to find (arXiv 2205.10174).
 */
@Service
class FederatedAccounts {

    private final AccountRegistry accounts;
    private final Identities identities;
    private final NewAccounts newAccounts;
    private final AddressLinks addressLinks;
    private final ApplicationEventPublisher events;

    FederatedAccounts(
            AccountRegistry accounts,
            Identities identities,
            NewAccounts newAccounts,
            AddressLinks addressLinks,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.identities = identities;
        this.newAccounts = newAccounts;
        this.addressLinks = addressLinks;
        this.events = events;
    }

    /** @throws LoginError.FailedLoginException if there is none that can log in, and none may be created */
    Account find(Provider provider, ProviderIdentity identity) {
        return identities.use(provider, identity).map(this::live).orElseGet(() -> match(provider, identity));
    }

    private Account match(Provider provider, ProviderIdentity identity) {
        EmailAddress email = identity.email();
        if (email == null) {
            throw LoginError.EMAIL_REQUIRED.exception();
        }
        if (!identity.emailVerified()) {
            if (provider.registers()) {
                newAccounts.requestConfirmation(provider, identity);
            }
            throw LoginError.EMAIL_UNVERIFIED.exception();
        }
        Accounts ofRealm = accounts.of(provider.realm());
        Optional<Actor> holder = ofRealm.findByEmail(email)
                .filter(account -> !account.awaitsVerification())
                .map(Account::actor);
        if (holder.isPresent()) {
            addressLinks.link(holder.get(), email, provider, identity);
            return live(holder.get());
        }
        if (!provider.registers()) {
            throw LoginError.REGISTRATION_DISABLED.exception();
        }
        return newAccounts
                .create(provider, identity)
                .or(() -> identities.use(provider, identity))
                .map(this::live)
                .orElseThrow(LoginError.ACCOUNT_EXISTS::exception);
    }

    private Account live(Actor actor) {
        Account account = accounts.of(actor.realm()).find(actor).orElseThrow(() -> refused(actor));
        if (account.awaitsVerification()) {
            throw LoginError.EMAIL_UNVERIFIED.exception();
        }
        return account;
    }

    private RuntimeException refused(Actor actor) {
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL, actor)
                .because(LoginFailure.NO_LIVE_ACCOUNT.id()));
        return LoginError.UNAUTHORIZED.exception();
    }

    /** Links accounts that have the address of somebody who has logged in at a provider. */
    @Service
    static class AddressLinks {

        private final AccountRegistry accounts;
        private final VerifiedEmails verifiedEmails;
        private final PluginAccounts pluginAccounts;
        private final ExternalAccounts externalAccounts;
        private final Identities identities;
        private final TransactionOperations transaction;

        AddressLinks(
                AccountRegistry accounts,
                VerifiedEmails verifiedEmails,
                PluginAccounts pluginAccounts,
                ExternalAccounts externalAccounts,
                Identities identities,
                TransactionOperations transaction) {
            this.accounts = accounts;
            this.verifiedEmails = verifiedEmails;
            this.pluginAccounts = pluginAccounts;
            this.externalAccounts = externalAccounts;
            this.identities = identities;
            this.transaction = transaction;
        }

        /**
         * Links the account that has the verified address. One of Medusa's plugin is given to the owner of the address first: its
         * metadata do not tell who has registered it.
         *
         * @throws LoginError.FailedLoginException if the account may be a stranger's
         */
        void link(Actor account, EmailAddress email, Provider provider, ProviderIdentity identity) {
            transaction.executeWithoutResult(status -> {
                // It may have been changed before the lock was taken.
                if (accounts.of(account.realm())
                        .lock(account)
                        .filter(current -> new EmailAddress(current).equals(email))
                        .isEmpty()) {
                    throw LoginError.ACCOUNT_EXISTS.exception();
                }
                if (!verifiedEmails.isProven(account, email)) {
                    if (!pluginAccounts.isOf(provider, account)) {
                        throw LoginError.ACCOUNT_EXISTS.exception();
                    }
                    externalAccounts.recover(account, email);
                }
                identities.link(account, provider, identity);
            });
        }
    }
}
