package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * The owner of an account has ended all its other log-ins (ASVS 7.4.3, 7.5.2), or an administrator has ended all of them
 * (ASVS 7.4.5).
 *
 * @param continuingSession see {@link LogoutEvent#continuingSession()}
 */
public record OtherLoginsRevoked(
        Actor actor, LogoutReason reason, @Nullable String continuingSession) implements LogoutEvent {

    @Override
    public String toString() {
        return "OtherLoginsRevoked[" + actor + "]";
    }
}
