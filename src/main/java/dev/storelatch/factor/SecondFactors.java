package dev.storelatch.factor;

import dev.storelatch.core.Account;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.factor.Challenge.Purpose;
import dev.storelatch.factor.FactorMethods.Answer;
import dev.storelatch.factor.SecondFactor.Proof;
import dev.storelatch.request.JsonBody;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Log-ins in two steps. Every flow that has proved a first factor, by a password or by another provider, calls
 * {@link #require} before it opens anything; the client then repeats the request to {@code auth} or {@code auth/token} with
 * the challenge and a proof, which {@link #redeem} checks, whatever the first factor was. A flow that has proved several
 * factors by itself, such as by a passkey that has verified its user, passes {@code mfa} among its methods and needs no second
 * step. No flow has to check any log-in that is open already.
 */
@Service
public class SecondFactors {

    private final FactorMethods methods;
    private final Challenges challenges;
    private final FactorAttempts attempts;
    private final FactorSettings settings;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    SecondFactors(
            FactorMethods methods,
            Challenges challenges,
            FactorAttempts attempts,
            FactorSettings settings,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.methods = methods;
        this.challenges = challenges;
        this.attempts = attempts;
        this.settings = settings;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Passes if the account needs no second step after its first one. Call it outside of any transaction, and open nothing
     * before. It costs no statement if it passes.
     *
     * @param account as it was found by {@link dev.storelatch.core.Accounts} for this log-in
     * @param way the credential that is asked for
     * @param proved how the account was authenticated, as values of RFC 8176; with {@code mfa} nothing else is needed
     * @throws Failure.SecondFactorRequired if the account has a second factor, or must set one up first
     */
    public void require(Account account, Way way, Set<String> proved) {
        if (proved.contains(Authentication.MULTIPLE_FACTORS)) {
            return;
        }
        if (!account.secondFactors().isEmpty()) {
            throw Failure.SecondFactorRequired.of(
                    "A second factor is required",
                    issue(Purpose.LOGIN, account, way, proved),
                    methods.known(account.secondFactors()));
        }
        if (settings.isRequired(account.actor().realm())) {
            throw Failure.SecondFactorRequired.setup(
                    "A second factor must be set up first",
                    issue(Purpose.SETUP, account, way, proved),
                    methods.thatCanBeSetUp());
        }
    }

    /**
     * Returns true if {@link #require} would not pass. A flow that cannot answer with a challenge, such as a redirect, asks this
     * first, and calls {@link #require} in a request that can. Costs no statement.
     */
    public boolean areNeeded(Account account, Set<String> proved) {
        return !proved.contains(Authentication.MULTIPLE_FACTORS)
                && (!account.secondFactors().isEmpty()
                        || settings.isRequired(account.actor().realm()));
    }

    /** Returns true if the body of a log-in is that of a second step: it has a challenge. */
    public boolean isSecondStep(JsonBody body) {
        return !body.any(FactorMethods.CHALLENGE).isMissingNode();
    }

    /**
     * Checks the second step of a log-in, and uses up its challenge and the proof. A wrong proof uses up neither, but an
     * attempt of the account's budget. Call it outside of any transaction. Nothing is published about the success, since the
     * caller has yet to open the log-in.
     *
     * @param way the credential that is asked for
     * @param body has nothing else that the caller has not read before
     * @throws Failure.InvalidData if the body is malformed or has no proof
     * @throws Failure.Unauthorized if the challenge is unknown, of the other realm, expired or used, or its account was
     *     changed: no caller can tell which
     * @throws Failure.SecondFactorRequired if the proof is not accepted, with the same challenge
     * @throws Failure.TooManyRequests if the budget of the account is used up
     */
    public Redeemed redeem(Realm realm, Way way, JsonBody body) {
        Answer answer = methods.read(body);
        Challenges.Open open = challenges
                .find(realm, answer.challenge())
                .filter(SecondFactors::canBeRedeemed)
                .orElseThrow(() -> rejected(realm, way));
        Challenge challenge = open.challenge();
        if (challenge.purpose() == Purpose.PROVED) {
            transaction.executeWithoutResult(status -> challenges.use(challenge));
            return new Redeemed(open.account(), challenge.methods());
        }
        SecondFactor factor = answer.factor();
        JsonNode proof = answer.proof();
        if (factor == null || proof == null) {
            throw new Failure.InvalidData("one of %s must be sent".formatted(methods.properties()));
        }
        Proof accepted = attempts.attempt(
                        challenge.actor(),
                        way,
                        () -> challenges.use(challenge),
                        () -> factor.verify(challenge.actor(), challenge.text(), proof),
                        proved -> {})
                .orElseThrow(() -> notAccepted(open));
        return new Redeemed(open.account(), joined(challenge.methods(), accepted));
    }

    /** A log-in begins anew if the account has lost its factors meanwhile. */
    private static boolean canBeRedeemed(Challenges.Open open) {
        return switch (open.challenge().purpose()) {
            case LOGIN -> !open.account().secondFactors().isEmpty();
            case PROVED -> true;
            case SETUP, STEP_UP -> false;
        };
    }

    /** Returns how an account was authenticated in two steps. */
    static Set<String> joined(Set<String> first, Proof second) {
        Set<String> all = new HashSet<>(first);
        all.addAll(second.methods());
        all.add(Authentication.MULTIPLE_FACTORS);
        return all;
    }

    private Failure.SecondFactorRequired notAccepted(Challenges.Open open) {
        List<String> remaining = methods.known(open.account().secondFactors());
        return Failure.SecondFactorRequired.of(
                "The second factor was not accepted", open.challenge().text(), remaining);
    }

    private Failure.Unauthorized rejected(Realm realm, Way way) {
        events.publishEvent(new LoginRejected(realm, way, LoginFailure.INVALID_CHALLENGE));
        return new Failure.Unauthorized("no log-in has this challenge");
    }

    private String issue(Purpose purpose, Account account, Way way, Set<String> proved) {
        return Optional.ofNullable(transaction.execute(status -> {
                    events.publishEvent(
                            SecurityEvent.of(SecurityEvent.Type.AUTHN_SECOND_FACTOR_REQUIRED, account.actor())
                                    .by(way)
                                    .because(purpose.id()));
                    return challenges.issue(purpose, account, proved, null);
                }))
                .orElseThrow();
    }
}
