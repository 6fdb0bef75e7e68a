package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An event that ends log-ins of an account. It is published inside the transaction that causes it, and every module that
 * stores log-ins ends them in the same transaction.
 */
public sealed interface LogoutEvent permits AccountDisabled, CredentialsChanged, OtherLoginsRevoked {

    Actor actor();

    /** Returns why the log-ins end. */
    LogoutReason reason();

    /** Returns the stored id of the one session that continues; null if all end. Tokens are always revoked. */
    @Nullable
    String continuingSession();
}
