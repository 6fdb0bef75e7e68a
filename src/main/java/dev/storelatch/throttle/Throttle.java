package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.crypto.Sha256;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Limits how often something can be done to an e-mail address, with or without an account, or by an account (ASVS 6.3.1,
 * 2.4.1). All servers count together, in PostgreSQL. Every method must be called outside a transaction, which is checked: a rollback would undo the
 * count, and an open transaction would block all others who use the address.
 */
@Service
public class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    private final ThrottleSettings settings;
    private final ThrottleRepository repository;

    Throttle(ThrottleSettings settings, ThrottleRepository repository) {
        this.settings = settings;
        this.repository = repository;
        if (!settings.enabled()) {
            LOG.warn("storelatch.throttle.enabled=false: passwords can be tried without limit."
                    + " This is for load tests and contract tests only.");
        }
    }

    /**
     * Takes one from a budget of the address. A refused attempt takes nothing, so that repeating it does not lengthen the
     * wait.
     *
     * @throws Failure.TooManyRequests if the budget is empty, with the time until one more attempt passes
     */
    public void consume(Budget budget, EmailAddress email) {
        require(take(budget, key(budget, email)));
    }

    /**
     * Takes one from a budget of the account.
     *
     * @throws Failure.TooManyRequests as {@link #consume(Budget, EmailAddress)}
     */
    public void consume(Budget budget, Actor account) {
        require(take(budget, key(budget, account)));
    }

    /**
     * Takes one from the account's budget and one from that of the address.
     *
     * @return false if one of them is empty; then nothing is taken
     */
    public boolean tryConsume(Budget budget, Actor account, EmailAddress email) {
        if (!take(budget, key(budget, account)).isZero()) {
            return false;
        }
        boolean taken = take(budget, key(budget, email)).isZero();
        if (!taken) {
            giveBack(budget, key(budget, account));
        }
        return taken;
    }

    /** Gives back what one {@link #consume} took, if the attempt could not be made. */
    public void refund(Budget budget, EmailAddress email) {
        giveBack(budget, key(budget, email));
    }

    /** Gives back what one {@link #tryConsume} took. */
    public void refund(Budget budget, Actor account, EmailAddress email) {
        giveBack(budget, key(budget, account));
        giveBack(budget, key(budget, email));
    }

    /** Fills a budget of the address, after an attempt that succeeded. */
    public void reset(Budget budget, EmailAddress email) {
        if (settings.enabled()) {
            requireNoTransaction();
            repository.reset(key(budget, email));
        }
    }

    /**
     * Fills all budgets of the account and of its address, but for the address not those of the other realm: somebody who
     * may do this to customers must not be able to guess the password of an administrator.
     */
    public void resetAll(Actor account, EmailAddress email) {
        if (settings.enabled()) {
            requireNoTransaction();
            for (Budget budget : Budget.values()) {
                repository.reset(key(budget, account));
                if (budget.concerns(account.realm())) {
                    repository.reset(key(budget, email));
                }
            }
        }
    }

    /** Returns zero if one was taken, and otherwise the time until one can be. */
    private Duration take(Budget budget, byte[] key) {
        if (!settings.enabled()) {
            return Duration.ZERO;
        }
        requireNoTransaction();
        return repository.consume(key, settings.size(budget), settings.interval(budget));
    }

    private void giveBack(Budget budget, byte[] key) {
        if (settings.enabled()) {
            requireNoTransaction();
            repository.refund(key, settings.interval(budget));
        }
    }

    private static void require(Duration wait) {
        if (!wait.isZero()) {
            throw new Failure.TooManyRequests("Too many attempts. Try again later.", roundUp(wait));
        }
    }

    private static Duration roundUp(Duration wait) {
        return Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static void requireNoTransaction() {
        Assert.state(
                !TransactionSynchronizationManager.isActualTransactionActive(),
                "the throttle must be used outside a transaction");
    }

    /** The hash keeps the address out of the table, but does not hide it from a reader who tries a list of addresses. */
    private static byte[] key(Budget budget, EmailAddress email) {
        return Sha256.of(budget + ":" + email.value());
    }

    private static byte[] key(Budget budget, Actor account) {
        return Sha256.of(budget + "/" + account.realm().id() + "/" + account.id());
    }
}
