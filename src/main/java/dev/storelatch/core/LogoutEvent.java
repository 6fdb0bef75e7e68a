package dev.storelatch.core;

/**
 * An event after which an account's log-ins are over. Published inside the transaction that decides it; whoever keeps
 * log-ins of the account ends them in that same transaction.
 */
public sealed interface LogoutEvent permits CredentialsChanged, OtherLoginsRevoked {

    Actor actor();

    /** Whether the session that made the request ends, too; else that one goes on. */
    default boolean everywhere() {
        return false;
    }
}
