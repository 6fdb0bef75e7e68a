package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.core.FactorsChanged.Change;
import dev.storelatch.core.Failure;
import dev.storelatch.core.SecurityEvent;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The second factors of accounts. Every change is made within the caller's transaction, which has locked the account: the
 * recovery codes come with the first factor and go with the last one.
 */
@Component
class FactorList {

    /** Number of factors of one account, of all methods together. */
    static final int MOST = 20;

    private final FactorRepository repository;
    private final RecoveryCodes recoveryCodes;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final FactorSettings settings;

    FactorList(
            FactorRepository repository,
            RecoveryCodes recoveryCodes,
            ApplicationEventPublisher events,
            Clock clock,
            FactorSettings settings) {
        this.repository = repository;
        this.recoveryCodes = recoveryCodes;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
    }

    /** Returns the factors of the account, oldest first. */
    List<EnrolledFactor> list(Actor account) {
        return repository.list(account);
    }

    /** @throws Failure.InvalidData if the account has as many factors as it can have */
    EnrolledWithCodes add(Actor account, String id, String method, @Nullable String name) {
        List<EnrolledFactor> before = repository.list(account);
        if (before.size() >= MOST) {
            throw new Failure.InvalidData("An account can have %d second factors at most".formatted(MOST));
        }
        EnrolledFactor factor = new EnrolledFactor(id, method, name, clock.instant(), clock.instant());
        repository.insert(account, factor);
        events.publishEvent(
                SecurityEvent.of(SecurityEvent.Type.AUTHN_FACTOR_ADDED, account).because(method));
        events.publishEvent(new FactorsChanged(account, Change.ADDED, method));
        return new EnrolledWithCodes(factor, before.isEmpty() ? recoveryCodes.replace(account) : null);
    }

    /**
     * Removes one factor.
     *
     * @throws Failure.NotFound if the account has no such factor
     */
    void remove(Actor account, String id, Change change) {
        String method = repository
                .delete(account, id)
                .orElseThrow(() -> new Failure.NotFound("Factor with id: %s was not found".formatted(id)));
        if (repository.list(account).isEmpty()) {
            recoveryCodes.deleteAll(account);
        }
        publishRemoved(account, method, change);
    }

    /** @throws Failure.InvalidData if the account has no factor and must have one */
    void requireSufficient(Actor account) {
        if (settings.isRequired(account.realm()) && repository.list(account).isEmpty()) {
            throw new Failure.InvalidData("The last second factor cannot be removed, since one is required");
        }
    }

    /** Removes all factors, and returns the number of them. */
    int removeAll(Actor account, Change change) {
        List<String> methods = repository.deleteAll(account);
        recoveryCodes.deleteAll(account);
        methods.stream().distinct().forEach(method -> publishRemoved(account, method, change));
        return methods.size();
    }

    /** Removes all factors of an account that was deleted, of which nobody has to be told. */
    void forget(Actor account) {
        repository.deleteAll(account);
        recoveryCodes.deleteAll(account);
    }

    private void publishRemoved(Actor account, String method, Change change) {
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_FACTOR_REMOVED, account)
                .because(method));
        events.publishEvent(new FactorsChanged(account, change, method));
    }
}
