package dev.storelatch.passkey;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.passkey.CredentialVerifier.Registered;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores new passkeys. */
@Component
class NewPasskeys {

    private final PasskeyRepository repository;
    private final UsedChallengeRepository challenges;
    private final AccountRegistry accounts;
    private final PasskeySettings settings;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    NewPasskeys(
            PasskeyRepository repository,
            UsedChallengeRepository challenges,
            AccountRegistry accounts,
            PasskeySettings settings,
            Ids ids,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.challenges = challenges;
        this.accounts = accounts;
        this.settings = settings;
        this.ids = ids;
        this.events = events;
    }

    /** @throws Failure.InvalidData if the account has as many as it may */
    void requirePlace(int existing) {
        if (existing >= settings.maxPerAccount()) {
            throw new Failure.InvalidData(
                    "An account can have at most %d passkeys".formatted(settings.maxPerAccount()));
        }
    }

    /**
     * Adds a verified credential, within the caller's transaction, which must be rolled back if this throws.
     *
     * @param account the account as it was when the credential was verified
     * @param factor returns the id of the second factor that the passkey becomes, or null; is called when the account is locked
     * @throws Failure.InvalidData if the challenge was used before, or the account has as many passkeys as it may
     * @throws Failure.Duplicate if the credential is registered already
     * @throws Failure.Unauthorized if the log-ins of the account were ended meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Passkey add(Account account, Registered registered, String name, Supplier<@Nullable String> factor) {
        Actor actor = account.actor();
        requireUnchanged(account);
        requirePlace(repository.list(actor).size());
        if (!challenges.consume(registered.challenge())) {
            throw new Failure.InvalidData("credential has a challenge that was used before");
        }
        NewPasskey passkey = new NewPasskey(ids.next("passkey"), name, registered.credential(), factor.get());
        if (!repository.insert(actor, passkey)) {
            throw new Failure.Duplicate("The passkey is registered already");
        }
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_PASSKEY_ADDED, actor));
        events.publishEvent(new PasskeyChanged(actor, true));
        return repository.find(actor, passkey.id()).orElseThrow();
    }

    /** A concurrent change of the credentials has either been committed, or waits for this transaction. */
    private void requireUnchanged(Account account) {
        Accounts realmAccounts = accounts.of(account.actor().realm());
        boolean unchanged = realmAccounts.lock(account.actor()).isPresent()
                && realmAccounts
                        .find(account.actor())
                        .filter(current -> current.tokenEpoch() == account.tokenEpoch())
                        .isPresent();
        if (!unchanged) {
            throw new Failure.Unauthorized("the account was changed during the registration");
        }
    }
}
