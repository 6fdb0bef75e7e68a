package dev.storelatch.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lock with its origin.
 *
 * @param since time at which it was set; null if the database was changed directly
 * @param administrator id of the user who has set it; null as well then
 */
record StoredLock(
        AccountLock lock, @Nullable Instant since, @Nullable String administrator) {}
