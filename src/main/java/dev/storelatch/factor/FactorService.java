package dev.storelatch.factor;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.core.FactorsChanged.Change;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.RemainingLoginWays;
import dev.storelatch.core.SecurityEvent;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows, removes and replaces what protects an account, for its owner and for administrators. */
@Service
class FactorService {

    private final FactorList factors;
    private final RecoveryCodes recoveryCodes;
    private final AccountRegistry accounts;
    private final RemainingLoginWays remainingWays;
    private final PendingFactors pending;
    private final ApplicationEventPublisher events;

    FactorService(
            FactorList factors,
            RecoveryCodes recoveryCodes,
            AccountRegistry accounts,
            RemainingLoginWays remainingWays,
            PendingFactors pending,
            ApplicationEventPublisher events) {
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.accounts = accounts;
        this.remainingWays = remainingWays;
        this.pending = pending;
        this.events = events;
    }

    List<EnrolledFactor> list(Actor account) {
        return factors.list(account);
    }

    int recoveryCodesLeft(Actor account) {
        return recoveryCodes.count(account);
    }

    /**
     * Removes a factor of the owner.
     *
     * @throws Failure.NotFound if there is no such factor
     * @throws Failure.InvalidData if it is the last one of an account that must have one, or the last way to log in, as a passkey
     *     can be
     */
    @Transactional
    public void remove(Login owner, String id) {
        Actor account = owner.actor();
        lock(account);
        boolean hasWays = remainingWays.count(account) > 0;
        factors.remove(account, id, Change.REMOVED);
        factors.requireSufficient(account);
        if (hasWays) {
            remainingWays.requireOne(account);
        }
    }

    /**
     * Replaces the recovery codes, and returns the new ones.
     *
     * @throws Failure.InvalidData if the account has no second factor
     */
    @Transactional
    public List<String> replaceRecoveryCodes(Actor account) {
        lock(account);
        if (factors.list(account).isEmpty()) {
            throw new Failure.InvalidData("Set up a second factor first");
        }
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_RECOVERY_CODES_CREATED, account));
        events.publishEvent(new FactorsChanged(account, Change.RECOVERY_CODES_REPLACED, RecoveryCodes.METHOD));
        return recoveryCodes.replace(account);
    }

    /**
     * Removes a factor of an account for an administrator.
     *
     * @throws Failure.NotFound if there is no such factor
     * @throws Failure.InvalidData if it is the administrator's own account
     */
    @Transactional
    public void removeFor(Login administrator, Actor account, String id) {
        requireOther(administrator, account);
        lock(account);
        factors.remove(account, id, Change.REMOVED_BY_ADMINISTRATOR);
    }

    /**
     * Removes all factors of an account for an administrator.
     *
     * @throws Failure.InvalidData if it is the administrator's own account
     */
    @Transactional
    public void removeAllFor(Login administrator, Actor account) {
        requireOther(administrator, account);
        lock(account);
        pending.deleteAll(account);
        factors.removeAll(account, Change.REMOVED_BY_ADMINISTRATOR);
    }

    /** A locked account keeps its factors, since it can be unlocked; an erased one loses them with all its data. */
    @EventListener
    void deleteAll(AccountDisabled disabled) {
        pending.deleteAll(disabled.actor());
        if (disabled.reason() == LogoutReason.DELETED) {
            factors.forget(disabled.actor());
        }
    }

    private void lock(Actor account) {
        if (accounts.of(account.realm()).lock(account).isEmpty()) {
            throw account.notFound();
        }
    }

    /** Otherwise an open session would suffice to remove one's own factors. */
    private static void requireOther(Login administrator, Actor account) {
        if (administrator.actor().equals(account)) {
            throw new Failure.InvalidData("Remove your own second factors by /admin/auth/factors");
        }
    }
}
