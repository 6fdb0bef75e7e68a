package dev.storelatch.core;

import java.util.Locale;

/**
 * The second factors of an account have changed. Published inside the transaction that changes them.
 *
 * @param method name of the method, such as {@code totp}
 */
public record FactorsChanged(Actor actor, Change change, String method) {

    /** The kinds of changes. */
    public enum Change {
        /** A factor was added. */
        ADDED,
        /** The owner has removed a factor. */
        REMOVED,
        /** An administrator, or a command, has removed a factor. */
        REMOVED_BY_ADMINISTRATOR,
        /** The account has a new set of recovery codes; those before are void. */
        RECOVERY_CODES_REPLACED,
        /** A recovery code was used. */
        RECOVERY_CODE_USED;

        /** Returns the name in events, such as {@code removed_by_administrator}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
