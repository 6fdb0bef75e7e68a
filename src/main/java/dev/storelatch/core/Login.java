package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * An authenticated log-in: the principal of a request.
 *
 * @param email the account's e-mail address, which may be unverified
 * @param sessionId the stored form of the session's id; null if the caller used a token
 * @param sessionHandle the public handle of the session, which does not authenticate anybody; null if the caller used a token
 * @param token the access token that the caller used; null if it was a session or an API token
 */
public record Login(
        Actor actor,
        String email,
        @Nullable String sessionId,
        @Nullable String sessionHandle,
        @Nullable TokenLogin token) {

    /** Returns a log-in by the session cookie. */
    public static Login bySession(Actor actor, String email, String sessionId, @Nullable String sessionHandle) {
        return new Login(actor, email, sessionId, sessionHandle, null);
    }

    /** Returns a log-in by an access token. */
    public static Login byToken(Actor actor, String email, TokenLogin token) {
        return new Login(actor, email, null, null, token);
    }

    /** Returns the log-in of a program by its API token, which was not authenticated by a person. */
    public static Login byApiToken(Actor actor, String email) {
        return new Login(actor, email, null, null, null);
    }

    /** Returns true if the caller used an API token. */
    public boolean isByApiToken() {
        return sessionId == null && token == null;
    }

    /** Returns a name of the log-in that does not authenticate anybody; null for an API token. */
    public @Nullable String key() {
        if (sessionId != null) {
            return "session:" + sessionId;
        }
        return token == null ? null : token.name();
    }

    @Override
    public String toString() {
        return "Login[" + actor + "]";
    }
}
