package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A challenge that waits for a proof.
 *
 * @param text the challenge as the client has it, of which only the hash is stored
 * @param epoch token epoch of the account when it was made
 * @param methods how the account was authenticated so far, as values of RFC 8176
 * @param login the log-in that needs the proof, by {@link dev.storelatch.core.Login#key()}; null if there is none yet
 */
record Challenge(
        String text,
        Purpose purpose,
        Actor actor,
        int epoch,
        Set<String> methods,
        @Nullable String login) {

    /** The request that a challenge continues. */
    enum Purpose {
        /** A log-in to an account with second factors. */
        LOGIN,
        /** A log-in to an account that must have a second factor, and has none. */
        SETUP,
        /** Such a log-in, after the factor was set up and proved. */
        PROVED,
        /** A request that needs a recent proof, of an account that is logged in. */
        STEP_UP;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public String toString() {
        return "Challenge[" + purpose + ", " + actor + "]";
    }
}
