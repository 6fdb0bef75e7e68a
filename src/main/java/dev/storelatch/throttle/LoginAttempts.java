package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Counts attempts to log in by password, for the address and for the client's networks (ASVS 6.3.1). An attempt is charged
 * before the password is verified, so that of many concurrent ones no more than the budgets allow are verified.
 */
@Service
public class LoginAttempts {

    private final Throttle throttle;

    LoginAttempts(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Charges an attempt. Costs one statement, and so does its outcome; a wrong password stays charged without one.
     *
     * @throws Failure.TooManyRequests if the address, or all accounts together from one of the networks, were tried too often
     */
    public Attempt begin(Realm realm, EmailAddress email, ClientInfo client) {
        Budget budget = Budget.login(realm);
        Attempt attempt = new Attempt(
                List.of(throttle.limits().of(budget, email)), throttle.limits().of(budget, client));
        throttle.take(Throttle.joined(attempt.account, attempt.networks));
        return attempt;
    }

    /** An attempt that was charged. */
    public final class Attempt {

        private final List<Limit> account;
        private final List<Limit> networks;

        private Attempt(List<Limit> account, List<Limit> networks) {
            this.account = account;
            this.networks = networks;
        }

        /**
         * Fills the budget of the address. The networks get back this attempt only, since anybody can log in to an account of
         * their own.
         */
        public void succeed() {
            throttle.giveBack(account, networks);
        }

        /** Takes the attempt back, since no password was verified. */
        public void cancel() {
            throttle.giveBack(List.of(), Throttle.joined(account, networks));
        }
    }
}
