package dev.storelatch.core;

/**
 * An account has a new password or e-mail address. Published inside the transaction that changes it; whoever keeps
 * log-ins of the account ends them in that same transaction, but for the session that made the change.
 */
public record CredentialsChanged(Actor actor) {}
