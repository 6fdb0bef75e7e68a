package dev.storelatch.core;

/**
 * An event after which an account's log-ins are over. Published inside the transaction that decides it; whoever keeps
 * log-ins of the account ends them in that same transaction, but for the session that made the request.
 */
public sealed interface EndsLogins permits CredentialsChanged, LoginsEnded {

    Actor actor();
}
