package dev.storelatch.federation;

import dev.storelatch.core.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A log-in that waits for the answer of a provider.
 *
 * @param redirectTo the page to which the browser returns; null if it has named none
 * @param token true if the client asks for a token, false for a session
 * @param codeChallenge hash of the client's secret (RFC 7636 §4.2); null if it has sent none
 * @param link the account that is to be linked; null for a log-in
 */
record PendingLogin(
        @Nullable String redirectTo,
        boolean token,
        @Nullable String codeChallenge,
        @Nullable Link link) {

    /**
     * A link that an account has begun.
     *
     * @param epoch token epoch of the account at that time, so that a change of its credentials ends the link
     */
    record Link(Actor account, int epoch) {}

    @Override
    public String toString() {
        return "PendingLogin[" + link + "]";
    }
}
