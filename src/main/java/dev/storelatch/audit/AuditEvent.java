package dev.storelatch.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, and as administrators see it.
 *
 * @param event name of the type, such as {@code authn_login_success}
 * @param realm realm of the account; null if it is not known
 * @param accountId null if no account has the address that was sent
 * @param actorId id of the user who did this to the account of another; null if it was the account itself, or somebody who
 *     was not logged in
 * @param network network of the client (IPv4 /24, IPv6 /48); null for a command
 * @param way credential that was used: {@code cookie}, {@code token}, {@code link} or {@code api_token}; or {@code command}
 * @param reason short name of the cause
 */
record AuditEvent(
        long id,
        Instant occurredAt,
        String event,
        @Nullable String realm,
        @Nullable String accountId,
        @Nullable String actorId,
        @Nullable String network,
        @Nullable String way,
        @Nullable String reason,
        @Nullable String detail) {}
