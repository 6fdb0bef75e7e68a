package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.factor.SecondFactor.Proof;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Verifies proofs, within one budget of the account for all its factors (ASVS 6.3.1). Only who has a challenge can use it up,
 * and so knows the password or is logged in.
 */
@Component
class FactorAttempts {

    /** Detail of an event about a request that was logged in. */
    private static final String STEP_UP = "step_up";

    private final FactorRepository factors;
    private final Throttle throttle;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    FactorAttempts(
            FactorRepository factors,
            Throttle throttle,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.factors = factors;
        this.throttle = throttle;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Charges an attempt, and verifies the proof in one transaction with what it opens.
     *
     * @param way the credential that is asked for; null for that of the request
     * @param opening is called first, and its effect is undone if the proof is not accepted
     * @param verification returns empty if the proof is not accepted
     * @param then is called after the proof was accepted
     * @return empty if the proof was not accepted
     * @throws Failure.TooManyRequests if the budget of the account is used up; nothing was verified then
     */
    Optional<Proof> attempt(
            Actor account,
            @Nullable Way way,
            Runnable opening,
            Supplier<Optional<Proof>> verification,
            Consumer<Proof> then) {
        try {
            throttle.consume(Budget.SECOND_FACTOR, account);
        } catch (Failure.TooManyRequests refused) {
            publish(SecurityEvent.Type.AUTHN_LOGIN_FAIL_MAX, account, way, LoginFailure.TOO_MANY_SECOND_FACTORS);
            throw refused;
        }
        Optional<Proof> proof = transaction.execute(status -> {
            opening.run();
            Optional<Proof> accepted = verification.get();
            if (accepted.isEmpty()) {
                status.setRollbackOnly();
                return accepted;
            }
            Optional.ofNullable(accepted.get().factorId()).ifPresent(factors::recordUse);
            then.accept(accepted.get());
            return accepted;
        });
        if (proof.isEmpty()) {
            publish(SecurityEvent.Type.AUTHN_LOGIN_FAIL, account, way, LoginFailure.WRONG_SECOND_FACTOR);
        } else {
            throttle.reset(Budget.SECOND_FACTOR, account);
        }
        return proof;
    }

    private void publish(SecurityEvent.Type type, Actor account, @Nullable Way way, LoginFailure reason) {
        SecurityEvent event = SecurityEvent.of(type, account).because(reason.id());
        events.publishEvent(way == null ? event.with(STEP_UP) : event.by(way));
    }
}
