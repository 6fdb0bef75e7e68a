package dev.storelatch.link;

import dev.storelatch.core.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mailed link that is not used yet.
 *
 * @param recipient the address that it goes to; null if that is the account's own
 * @param orders what it hands over to the account, if that is its purpose
 */
public record Link(
        String id,
        Purpose purpose,
        Actor actor,
        @Nullable String recipient,
        List<String> orders,
        Instant issuedAt,
        Instant expiresAt) {

    /** How long a link can be used, whatever it is for. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    /** What a link is good for. One for one purpose is worth nothing for another. */
    public enum Purpose {
        PASSWORD_RESET,
        ORDER_CLAIM
    }

    @Override
    public String toString() {
        return "Link[id=" + id + "]";
    }
}
