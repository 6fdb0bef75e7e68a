package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An authenticated log-in: the principal of a request.
 *
 * @param sessionId the stored form of the session's id; null if the caller used a token
 */
public record Login(Actor actor, @Nullable String sessionId) {

    @Override
    public String toString() {
        return "Login[" + actor + "]";
    }
}
