package dev.storelatch.core;

import java.util.Optional;

/** The accounts of one realm, for the flows that are the same in both: log-in, password change and password reset. */
public interface Accounts {

    Realm realm();

    /** Finds the live account with this address. Guests, deleted and locked accounts are not found. */
    Optional<Account> findByEmail(EmailAddress email);

    /** Finds the live account with this id. */
    Optional<Account> find(Actor actor);

    /**
     * Locks the account's row in share mode until the caller's transaction ends, unless its credentials have changed. A
     * concurrent change has either been committed, and refuses the log-in, or waits, and then ends it. A new hash of the
     * same password is no change.
     *
     * @throws Failure.Unauthorized if the credentials have been changed, or the account is no longer live
     */
    void holdUnchanged(Account account);

    /**
     * Locks the live account's row until the caller's transaction ends. Call it before a link is consumed: a change of
     * credentials takes both locks in this order, too.
     *
     * @return the stored e-mail address; empty if there is no such account
     */
    Optional<String> lock(Actor actor);

    /** Replaces the password hash that was just verified by a stronger one, unless it has been changed since. */
    void upgradeHash(Account account, String strongerHash);

    /** Sets the password of an account that is {@link #lock locked}, and ends all its log-ins. */
    void setPassword(Actor actor, String passwordHash);
}
