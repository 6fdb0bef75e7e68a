package dev.storelatch.core;

import java.util.Optional;

/** The accounts of one realm, for the flows that are the same in both: log-in, password change and password reset. */
public interface Accounts {

    Realm realm();

    /** Finds the live account with this address. Guests, deleted and locked accounts are not found. */
    Optional<Account> findByEmail(EmailAddress email);

    /** Finds the live account with this id. */
    Optional<Account> find(Actor actor);

    /** Returns the stored e-mail address of an account, even of a locked one. Guests and deleted accounts are not found. */
    Optional<String> findEmail(Actor actor);

    /** Finds the row of an account or a guest, even of a deleted or locked one. */
    Optional<StoredAccount> findStored(Actor actor);

    /**
     * Locks the account's row in share mode until the caller's transaction ends, unless its credentials have changed. A
     * concurrent change has either been committed, and refuses the log-in, or waits, and then ends it. A new hash of the
     * same password is no change.
     *
     * @throws Failure.Unauthorized if the credentials have been changed, or the account is no longer live
     */
    void holdUnchanged(Account account);

    /**
     * Locks the account's row until the caller's transaction ends, even that of a locked account. Call it before a link is consumed: a change of
     * credentials takes both locks in this order, too.
     *
     * @return the stored e-mail address; empty if there is no such account
     */
    Optional<String> lock(Actor actor);

    /** Replaces the password hash that was just verified by a stronger one, unless it has been changed since. */
    void upgradeHash(Account account, String strongerHash);

    /** Sets the password of an account whose row is {@link #lock locked}, and ends all its log-ins. */
    void setPassword(Actor actor, String passwordHash);

    /**
     * Checks that an administrator may lock or delete this account, and keeps that true until the caller's transaction ends.
     * Call it before the account's row is locked. Any administrator may lock or delete any customer.
     *
     * @throws Failure.InvalidData if it is the administrator's own, or nobody would be left with the role {@code admin}
     * @throws Failure.Unauthorized if the administrator has been locked or deleted during the request
     */
    default void checkRemovable(Actor account, Actor administrator) {}
}
