package dev.storelatch.core;

/**
 * The stored row of an account, which may be deleted or locked, or that of a guest.
 *
 * @param email the address as it is stored
 */
public record StoredAccount(Actor actor, State state, String email, boolean hasPassword) {

    /** State of the row. A lock is no part of it. */
    public enum State {
        /** An account. */
        ACCOUNT,
        /** A customer who has ordered without an account. */
        GUEST,
        /** The account was deleted. */
        DELETED,
        /** The personal data were erased. */
        ERASED
    }

    @Override
    public String toString() {
        return "StoredAccount[" + actor + "]";
    }
}
