package dev.storelatch.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live session, as its owner sees it (ASVS 7.5.2).
 *
 * @param id names the session and opens nothing
 * @param device as {@link Client} names it
 * @param network as {@link Client} shortens it
 * @param lastSeenAt the last request, or up to one touch interval before it
 * @param current whether the request came with this session
 */
record ActiveSession(
        String id,
        @Nullable String device,
        @Nullable String network,
        Instant createdAt,
        Instant lastSeenAt,
        boolean current) {}
