package dev.storelatch.federation;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.IdentityChanged;
import dev.storelatch.core.Ids;
import dev.storelatch.core.LoginWays;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.RemainingLoginWays;
import dev.storelatch.core.SecurityEvent;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The links between accounts at providers and accounts here. Each account at a provider has one, and each account some. */
@Service
class Identities implements LoginWays {

    private static final int MOST = 10;

    private final Providers providers;
    private final IdentityRepository repository;
    private final AccountRegistry accounts;
    private final ObjectProvider<RemainingLoginWays> ways;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    /** @param ways counts those of this class, too, so that it cannot be had before */
    Identities(
            Providers providers,
            IdentityRepository repository,
            AccountRegistry accounts,
            ObjectProvider<RemainingLoginWays> ways,
            Ids ids,
            ApplicationEventPublisher events) {
        this.providers = providers;
        this.repository = repository;
        this.accounts = accounts;
        this.ways = ways;
        this.ids = ids;
        this.events = events;
    }

    /** Finds the account that is linked, and records that it is used. Costs one statement. */
    Optional<Actor> use(Provider provider, ProviderIdentity identity) {
        return repository.use(provider, identity);
    }

    /** Returns the links of an account, the oldest first. */
    List<LinkedIdentity> list(Actor account) {
        return repository.list(account);
    }

    /** Links the first account at a provider to an account that is being created. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Actor account, Provider provider, ProviderIdentity identity) {
        if (!repository.insert(ids.next("fid"), account, provider, identity)) {
            throw LoginError.ALREADY_LINKED.exception();
        }
    }

    /**
     * Links an account whose row is locked, and tells its owner. Does nothing if that is linked already.
     *
     * @throws LoginError.FailedLoginException if another account is linked, or the account has too many links
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void link(Actor account, Provider provider, ProviderIdentity identity) {
        if (repository.find(provider, identity).filter(account::equals).isPresent()) {
            return;
        }
        if (repository.count(account) >= MOST) {
            throw LoginError.TOO_MANY_LINKS.exception();
        }
        add(account, provider, identity);
        publish(account, SecurityEvent.Type.AUTHN_IDENTITY_LINKED, IdentityChanged.Kind.LINKED, provider.name());
    }

    /**
     * Removes a link, and tells the owner of the account.
     *
     * @throws Failure.NotFound if the account has no such link
     * @throws Failure.InvalidData if it is the last way to log in
     */
    @Transactional
    public void remove(Actor account, String id) {
        if (accounts.of(account.realm()).lock(account).isEmpty()) {
            throw account.notFound();
        }
        String provider = repository
                .delete(account, id)
                .orElseThrow(() -> new Failure.NotFound("Identity with id: %s was not found".formatted(id)));
        ways.getObject().requireOne(account);
        publish(account, SecurityEvent.Type.AUTHN_IDENTITY_REMOVED, IdentityChanged.Kind.REMOVED, provider);
    }

    /** Does not count links to providers that are no longer in the settings. */
    @Override
    public int count(Actor account) {
        return (int) repository.list(account).stream()
                .filter(identity ->
                        providers.find(account.realm(), identity.provider()).isPresent())
                .count();
    }

    /** Whoever had the account before its owner can have linked an account of theirs (arXiv 2205.10174, "trojan identifier"). */
    @EventListener
    void removeAll(AccountRecovered recovery) {
        repository
                .deleteAll(recovery.actor())
                .forEach(provider -> publish(
                        recovery.actor(),
                        SecurityEvent.Type.AUTHN_IDENTITY_REMOVED,
                        IdentityChanged.Kind.REMOVED,
                        provider));
    }

    /** An account that is locked keeps its links, since it can be unlocked. */
    @EventListener
    void removeAll(AccountDisabled disabled) {
        if (disabled.reason() != LogoutReason.LOCKED) {
            repository.deleteAll(disabled.actor());
        }
    }

    private void publish(Actor account, SecurityEvent.Type type, IdentityChanged.Kind kind, String provider) {
        events.publishEvent(SecurityEvent.of(type, account).with(provider));
        events.publishEvent(new IdentityChanged(account, kind, provider));
    }
}
