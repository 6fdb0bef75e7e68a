package dev.storelatch.core;

/** An account has a new password or e-mail address. */
public record CredentialsChanged(Actor actor) implements EndsLogins {}
