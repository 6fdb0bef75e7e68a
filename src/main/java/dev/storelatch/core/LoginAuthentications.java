package dev.storelatch.core;

import java.util.Optional;

/** Knows when and how log-ins of one kind were authenticated. Each module that stores log-ins implements it for its own. */
public interface LoginAuthentications {

    /** Finds the authentication of a live log-in. Empty if it is of another kind. Costs one SELECT at most. */
    Optional<Authentication> find(Login login);

    /**
     * Replaces the authentication of a live log-in, within the caller's transaction: its owner has authenticated again.
     *
     * @return false if the log-in is of another kind, or has ended meanwhile
     */
    boolean replace(Login login, Authentication authentication);
}
