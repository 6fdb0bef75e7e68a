package dev.storelatch.token;

import dev.storelatch.core.Actor;
import java.time.Instant;

/**
 * A log-in that can be refreshed, with the refresh token that is valid for it.
 *
 * @param epoch token epoch of the account at log-in
 */
record RefreshGrant(Actor actor, int epoch, Instant expiresAt, RefreshToken token) {

    @Override
    public String toString() {
        return "RefreshGrant[" + actor + "]";
    }
}
