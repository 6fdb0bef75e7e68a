package dev.storelatch.factor;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.FactorsChanged.Change;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.factor.SecondFactor.Proof;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds second factors to accounts. A module with a method of its own asks for permission by {@link #begin}, lets the client
 * make the factor, finds the permission again by {@link #resume} in the request that proves it, and calls {@link #complete} in
 * the transaction that stores it.
 */
@Service
public class FactorEnrolment {

    private final EnrolmentPermission permission;
    private final Challenges challenges;
    private final AccountRegistry accounts;
    private final FactorList factors;
    private final StepUp stepUp;
    private final Ids ids;

    FactorEnrolment(
            EnrolmentPermission permission,
            Challenges challenges,
            AccountRegistry accounts,
            FactorList factors,
            StepUp stepUp,
            Ids ids) {
        this.permission = permission;
        this.challenges = challenges;
        this.accounts = accounts;
        this.factors = factors;
        this.stepUp = stepUp;
        this.ids = ids;
    }

    /**
     * Asks whether the caller may begin to add a factor: with a recent second factor if the account has one, and else with the
     * password, which the body has as {@code current_password}. An account without a password must have logged in recently.
     * A log-in that must set up a factor first has its challenge instead. Call it outside of any transaction.
     *
     * @param login null if nobody is logged in
     * @param body has nothing else that the caller has not read before
     * @throws Failure.InvalidData if the body is malformed
     * @throws Failure.Unauthorized if nobody is logged in and the challenge is not valid, or the password is wrong
     * @throws Failure.SecondFactorRequired if a recent second factor is needed
     * @throws Failure.NotAllowed if the caller used an API token, or an account without a password has not logged in recently
     * @throws Failure.TooManyRequests as for a log-in
     */
    public Enrolment begin(Realm realm, @Nullable Login login, JsonBody body, ClientInfo client) {
        return permission.begin(realm, login, body, client);
    }

    /**
     * Finds the permission of a caller that was given before. What was kept of {@link #begin}, of the same account, proves that
     * it was. Call it outside of any transaction.
     *
     * @throws Failure.InvalidData if the body is malformed
     * @throws Failure.Unauthorized if nobody is logged in and the challenge is not valid
     * @throws Failure.NotAllowed if the caller used an API token
     */
    public Enrolment resume(Realm realm, @Nullable Login login, JsonBody body) {
        return permission.resume(realm, login, body);
    }

    /**
     * Adds a factor that the caller has just proved. The first one comes with recovery codes. The log-in of the caller has
     * proved a second factor then, and a challenge for setting it up opens the log-in without a further proof.
     *
     * @param name text by which the owner tells it from others, of 100 characters at most; null without one
     * @param proved values of RFC 8176 that the proof stands for, without {@code mfa}
     * @throws Failure.InvalidData if the account has as many factors as it can have
     * @throws Failure.Unauthorized if the log-in has ended, or the challenge was used, meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public EnrolledWithCodes complete(
            Enrolment enrolment, SecondFactor method, @Nullable String name, Set<String> proved) {
        Actor actor = enrolment.actor();
        if (accounts.of(actor.realm()).lock(actor).isEmpty()) {
            throw new Failure.Unauthorized("the account was deleted");
        }
        EnrolledWithCodes enrolled = factors.add(actor, ids.next("fac"), method.method(), name);
        Proof proof = new Proof(enrolled.factor().id(), proved);
        Challenge challenge = enrolment.challenge();
        if (challenge != null) {
            challenges.prove(challenge, SecondFactors.joined(challenge.methods(), proof));
        }
        Login login = enrolment.login();
        if (login != null) {
            Set<String> soFar = stepUp.find(login).map(Authentication::methods).orElse(Set.of());
            stepUp.renew(login, SecondFactors.joined(soFar, proof));
        }
        return enrolled;
    }

    /**
     * Removes a factor, after what proves it was removed. The caller's transaction has locked the account.
     *
     * @param change who has removed it
     * @throws Failure.NotFound if the account has no such factor
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(Actor account, String factorId, Change change) {
        factors.remove(account, factorId, change);
    }

    /**
     * Checks that an account whose owner has removed factors has one left, if it must have one.
     *
     * @throws Failure.InvalidData if it has none
     */
    public void requireSufficient(Actor account) {
        factors.requireSufficient(account);
    }
}
