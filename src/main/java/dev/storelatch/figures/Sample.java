package dev.storelatch.figures;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one interval on this server, and the queues at its end.
 *
 * @param logins log-ins of both realms
 * @param failures attempts to log in that were answered by 401
 * @param refusals attempts to log in that were refused by 429, without a check of the password
 * @param requests requests that were answered
 * @param p99Ms time within which 99 % of them were answered, in milliseconds and up to a quarter too high; null without any
 * @param hashingWaiting passwords that wait to be hashed; null if that is not known
 * @param connectionsWaiting requests that wait for a database connection; null if that is not known
 */
record Sample(
        Instant at,
        long logins,
        long failures,
        long refusals,
        long requests,
        @Nullable Double p99Ms,
        @Nullable Long hashingWaiting,
        @Nullable Long connectionsWaiting) {}
