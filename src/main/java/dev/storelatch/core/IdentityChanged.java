package dev.storelatch.core;

import java.util.Locale;

/**
 * An account was linked to one at an OpenID provider, or is no longer linked to it. Published inside the transaction.
 *
 * @param provider name of the provider in the settings
 */
public record IdentityChanged(Actor actor, Kind kind, String provider) {

    /** Kinds of changes. */
    public enum Kind {
        LINKED,
        REMOVED;

        /** Returns the name in notifications, such as {@code identity_linked}. */
        public String id() {
            return "identity_" + name().toLowerCase(Locale.ROOT);
        }
    }
}
