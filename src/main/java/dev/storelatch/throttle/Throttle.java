package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.request.ClientInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Limits how often something can be done to an e-mail address, with or without an account, by an account, or from a network
 * (ASVS 6.3.1, 2.4.1). All servers count together, in PostgreSQL, by one statement for all budgets of an attempt. Every
 * method must be called outside a transaction, which is checked: a rollback would undo the count, and an open transaction
 * would block all others who use the address.
 */
@Service
public class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    private final boolean enabled;
    private final Limits limits;
    private final ThrottleRepository repository;
    private final ApplicationEventPublisher events;
    private final ThrottleRefusals refusals;

    Throttle(
            ThrottleSettings settings,
            ThrottleRepository repository,
            ApplicationEventPublisher events,
            ThrottleRefusals refusals) {
        this.enabled = settings.enabled();
        this.limits = new Limits(settings);
        this.repository = repository;
        this.events = events;
        this.refusals = refusals;
        if (!enabled) {
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
        take(budget, List.of(limits.of(budget, email)));
    }

    /**
     * Takes one from a budget of the address and from those of the client's networks.
     *
     * @throws Failure.TooManyRequests as {@link #consume(Budget, EmailAddress)}
     */
    public void consume(Budget budget, EmailAddress email, ClientInfo client) {
        take(budget, joined(List.of(limits.of(budget, email)), limits.of(budget, client)), email);
    }

    /**
     * Takes one from the budgets of the client's networks only.
     *
     * @param email the address that the attempt is about
     * @throws Failure.TooManyRequests as {@link #consume(Budget, EmailAddress)}
     */
    public void consumeOfNetworks(Budget budget, EmailAddress email, ClientInfo client) {
        take(budget, limits.of(budget, client), email);
    }

    /**
     * Takes one from the budgets of the client's networks, for a request that is about no address.
     *
     * @throws Failure.TooManyRequests as {@link #consume(Budget, EmailAddress)}
     */
    public void consume(Budget budget, ClientInfo client) {
        take(budget, limits.of(budget, client));
    }

    /**
     * Takes one from a budget of the account.
     *
     * @throws Failure.TooManyRequests as {@link #consume(Budget, EmailAddress)}
     */
    public void consume(Budget budget, Actor account) {
        take(budget, List.of(limits.of(budget, account)));
    }

    /**
     * Takes one from the account's budget and one from that of the address.
     *
     * @return false if one of them is empty; then nothing is taken
     */
    public boolean tryConsume(Budget budget, Actor account, EmailAddress email) {
        return tryTake(budget, List.of(limits.of(budget, account), limits.of(budget, email)))
                .isZero();
    }

    /** Gives back what one {@link #tryConsume} took. */
    public void refund(Budget budget, Actor account, EmailAddress email) {
        giveBack(List.of(), List.of(limits.of(budget, account), limits.of(budget, email)));
    }

    /** Fills a budget of the account. */
    public void reset(Budget budget, Actor account) {
        giveBack(List.of(limits.of(budget, account)), List.of());
    }

    /** Fills a budget of the address. */
    public void reset(Budget budget, EmailAddress email) {
        giveBack(List.of(limits.of(budget, email)), List.of());
    }

    /**
     * Fills all budgets of the account and of its address, but for the address not those of the other realm: somebody who
     * may do this to customers must not be able to guess the password of an administrator.
     */
    public void resetAll(Actor account, EmailAddress email) {
        Stream<Limit> ofAccount = Arrays.stream(Budget.values()).map(budget -> limits.of(budget, account));
        Stream<Limit> ofAddress = Arrays.stream(Budget.values())
                .filter(budget -> budget.concerns(account.realm()))
                .map(budget -> limits.of(budget, email));
        giveBack(Stream.concat(ofAccount, ofAddress).toList(), List.of());
    }

    Limits limits() {
        return limits;
    }

    /**
     * Takes one from budgets that anybody can use up for an address, and publishes a refusal.
     *
     * @throws Failure.TooManyRequests if one of them is empty
     */
    void take(Budget budget, List<Limit> taken, EmailAddress email) {
        try {
            take(budget, taken);
        } catch (Failure.TooManyRequests refused) {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.EXCESS_RATE_LIMIT_EXCEEDED, null, email)
                    .because(budget.name().toLowerCase(Locale.ROOT)));
            throw refused;
        }
    }

    /** @throws Failure.TooManyRequests if one of the budgets is empty */
    void take(Budget budget, List<Limit> taken) {
        Duration wait = tryTake(budget, taken);
        if (!wait.isZero()) {
            throw new Failure.TooManyRequests("Too many attempts. Try again later.", roundUp(wait));
        }
    }

    /** Fills some budgets, and gives one back to each of the others. */
    void giveBack(List<Limit> filled, List<Limit> refunded) {
        if (enabled && !(filled.isEmpty() && refunded.isEmpty())) {
            requireNoTransaction();
            repository.refund(filled, refunded);
        }
    }

    /** Returns zero if one was taken, and otherwise the time until one can be. */
    Duration tryTake(Budget budget, List<Limit> taken) {
        if (!enabled || taken.isEmpty()) {
            return Duration.ZERO;
        }
        requireNoTransaction();
        Duration wait = repository.consume(taken);
        if (!wait.isZero()) {
            refusals.count(budget);
        }
        return wait;
    }

    /** Returns the times until one more can be taken from each of the budgets that are not full. Takes none. */
    List<Duration> waits(List<Limit> limits) {
        return enabled ? repository.waits(limits) : List.of();
    }

    static List<Limit> joined(List<Limit> first, List<Limit> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Duration roundUp(Duration wait) {
        return Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static void requireNoTransaction() {
        Assert.state(
                !TransactionSynchronizationManager.isActualTransactionActive(),
                "the throttle must be used outside a transaction");
    }
}
