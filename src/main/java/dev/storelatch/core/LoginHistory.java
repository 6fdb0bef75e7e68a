package dev.storelatch.core;

import java.time.Instant;
import java.util.Optional;

/** Knows when accounts have logged in. */
public interface LoginHistory {

    /** Finds the time of the last log-in, by cookie or by token, as long as it is recorded. Costs one SELECT. */
    Optional<Instant> findLastLogin(Actor account);
}
