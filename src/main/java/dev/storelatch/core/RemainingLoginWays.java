package dev.storelatch.core;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The ways of all kinds by which an account can log in. A module that removes one locks the account by {@link Accounts#lock},
 * removes the way, and then calls {@link #requireOne} in the same transaction, so that of two concurrent removals one is refused.
 */
@Component
public class RemainingLoginWays {

    private final List<LoginWays> kinds;

    RemainingLoginWays(List<LoginWays> kinds) {
        this.kinds = kinds;
    }

    /** Returns the number of ways to log in. Costs one SELECT for each kind. */
    public int count(Actor account) {
        return kinds.stream().mapToInt(kind -> kind.count(account)).sum();
    }

    /**
     * Checks that a way is left after one was removed.
     *
     * @throws Failure.InvalidData if it was the last one; the caller's transaction must be rolled back
     */
    public void requireOne(Actor account) {
        if (count(account) == 0) {
            throw new Failure.InvalidData(
                    "The last way to log in cannot be removed. Set a password or add another one first");
        }
    }
}
