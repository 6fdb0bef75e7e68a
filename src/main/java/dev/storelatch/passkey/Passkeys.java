package dev.storelatch.passkey;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.FactorsChanged.Change;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.RemainingLoginWays;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.factor.FactorEnrolment;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The passkeys of an account: lists, renames and removes them. */
@Service
class Passkeys {

    private final PasskeyRepository repository;
    private final AccountRegistry accounts;
    private final FactorEnrolment enrolment;
    private final RemainingLoginWays remainingWays;
    private final VerifiedEmails verifiedEmails;
    private final ApplicationEventPublisher events;

    Passkeys(
            PasskeyRepository repository,
            AccountRegistry accounts,
            FactorEnrolment enrolment,
            RemainingLoginWays remainingWays,
            VerifiedEmails verifiedEmails,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.accounts = accounts;
        this.enrolment = enrolment;
        this.remainingWays = remainingWays;
        this.verifiedEmails = verifiedEmails;
        this.events = events;
    }

    List<Passkey> list(Actor actor) {
        return repository.list(actor);
    }

    /** @throws Failure.NotFound if the account has no such passkey */
    Passkey rename(Actor actor, String id, String name) {
        return repository.rename(actor, id, name).orElseThrow(() -> notFound(id));
    }

    /**
     * Removes a passkey of its owner. Log-ins that were made with it continue.
     *
     * @throws Failure.NotFound if the account has no such passkey
     * @throws Failure.InvalidData if the owner could not log in without it, or it is the last second factor of an account that
     *     must have one
     */
    @Transactional
    public void remove(Actor actor, String id) {
        lock(actor, id);
        delete(actor, id, Change.REMOVED);
        remainingWays.requireOne(actor);
        enrolment.requireSufficient(actor);
    }

    /**
     * Removes a passkey of an account for an administrator, even if it is the last way to log in: the owner can choose a password
     * by a mailed link. Log-ins that were made with it continue.
     *
     * @throws Failure.NotFound if the account has no such passkey
     * @throws Failure.InvalidData if it is the administrator's own account, whose passkeys an open session does not suffice to
     *     remove
     */
    @Transactional
    public void removeFor(Login administrator, Actor account, String id) {
        if (administrator.actor().equals(account)) {
            throw new Failure.InvalidData("Remove your own passkeys by /admin/auth/passkeys");
        }
        lock(account, id);
        delete(account, id, Change.REMOVED_BY_ADMINISTRATOR);
    }

    /**
     * Removes all if the owner of the address sets the credentials for the first time: whoever had the account before can have
     * added passkeys of their own (arXiv 2205.10174). Later they stay, since a mailbox must not suffice to remove what protects
     * the account besides the password (ASVS 6.4.3). Is called before the address counts as proven.
     */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void removeAll(AccountRecovered recovery) {
        Actor actor = recovery.actor();
        if (!verifiedEmails.isProven(actor, recovery.email())) {
            repository.list(actor).forEach(passkey -> delete(actor, passkey.id(), Change.REMOVED));
        }
    }

    /** A locked account keeps its passkeys, with which nobody can log in until it is unlocked. */
    @EventListener
    void deleteAll(AccountDisabled disabled) {
        if (disabled.reason() != LogoutReason.LOCKED) {
            repository.deleteAll(disabled.actor());
        }
    }

    private void lock(Actor actor, String id) {
        if (accounts.of(actor.realm()).lock(actor).isEmpty()) {
            throw notFound(id);
        }
    }

    private void delete(Actor actor, String id, Change change) {
        repository
                .delete(actor, id)
                .orElseThrow(() -> notFound(id))
                .ifPresent(factorId -> enrolment.withdraw(actor, factorId, change));
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_PASSKEY_REMOVED, actor));
        events.publishEvent(new PasskeyChanged(actor, false));
    }

    private static Failure notFound(String id) {
        return new Failure.NotFound("Passkey with id: %s was not found".formatted(id));
    }
}
