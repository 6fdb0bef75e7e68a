package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/** An account was locked, deleted or erased: all its log-ins and mailed links end. */
public record AccountDisabled(Actor actor, LogoutReason reason) implements LogoutEvent {

    @Override
    public @Nullable String continuingSession() {
        return null;
    }
}
