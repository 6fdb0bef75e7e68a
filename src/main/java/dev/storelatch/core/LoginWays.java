package dev.storelatch.core;

/**
 * Ways of one kind by which accounts log in, such as a password. Each module that authenticates accounts implements it, so that
 * none of them removes the last way of an account. A second factor is none, since it logs nobody in by itself.
 */
public interface LoginWays {

    /**
     * Returns the number of these ways that the account has, as the caller's transaction sees them. Costs one SELECT.
     *
     * @param account may be locked
     */
    int count(Actor account);
}
