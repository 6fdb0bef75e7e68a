package dev.storelatch.request;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;

/**
 * Guards requests that an open session alone must not be able to make, such as a change of the password (ASVS 7.5.1). Any
 * controller or service may ask for it, before it changes anything and outside of any transaction.
 */
public interface StepUpCheck {

    /**
     * Passes if the account has no second factor, or if the caller has proved one recently, by
     * {@code storelatch.factor.max-age}. Costs one SELECT, and another one if the account has a second factor.
     *
     * @throws Failure.SecondFactorRequired otherwise, with a challenge that is bound to this log-in
     * @throws Failure.NotAllowed if the account has a second factor and the caller used an API token
     */
    void require(Login login);
}
