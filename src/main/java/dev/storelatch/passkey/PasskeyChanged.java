package dev.storelatch.passkey;

import dev.storelatch.core.Actor;

/**
 * An account has a passkey more, or less. It is published inside the transaction that causes it.
 *
 * @param added false if the passkey was removed
 */
public record PasskeyChanged(Actor actor, boolean added) {}
