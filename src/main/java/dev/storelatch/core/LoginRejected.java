package dev.storelatch.core;

import org.jspecify.annotations.Nullable;

/**
 * A failed attempt to log in of which the audit log records nothing, since strangers can repeat most of these at no cost and
 * must not reach the database by it. {@link SecurityEvent} tells of all other attempts.
 *
 * @param realm null for that of the request's path
 * @param way the credential that was asked for; null for that of the request
 */
public record LoginRejected(@Nullable Realm realm, @Nullable Way way, LoginFailure reason) {}
