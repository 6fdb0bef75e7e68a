package dev.storelatch.link;

import dev.storelatch.core.Actor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mailed link that has not been used yet.
 *
 * @param purpose {@link LinkPurpose#name()}
 * @param recipient the address that it is mailed to; null for the account's own
 * @param payload data that only the purpose's module reads; empty if it needs none
 */
public record Link(
        String id,
        String purpose,
        Actor actor,
        @Nullable String recipient,
        String payload,
        Instant issuedAt,
        Instant expiresAt) {

    /** Validity of a link, unless its purpose has another one (ASVS 6.5.5). */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    @Override
    public String toString() {
        return "Link[id=" + id + "]";
    }
}
