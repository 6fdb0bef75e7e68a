package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An authenticated log-in: the principal of a request.
 *
 * @param email the account's e-mail address, which may be unverified
 * @param sessionId the stored form of the session's id; null if the caller used a token
 * @param sessionHandle the public handle of the session, which does not authenticate anybody; null if the caller used a token
 */
public record Login(
        Actor actor,
        String email,
        @Nullable String sessionId,
        @Nullable String sessionHandle) {

    /** Returns a log-in by a token. */
    public static Login byToken(Actor actor, String email) {
        return new Login(actor, email, null, null);
    }

    @Override
    public String toString() {
        return "Login[" + actor + "]";
    }
}
