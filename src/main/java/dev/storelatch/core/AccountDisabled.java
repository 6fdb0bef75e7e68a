package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/** An account was locked or deleted: all its log-ins and mailed links end. */
public record AccountDisabled(Actor actor) implements LogoutEvent {

    @Override
    public @Nullable String continuingSession() {
        return null;
    }
}
