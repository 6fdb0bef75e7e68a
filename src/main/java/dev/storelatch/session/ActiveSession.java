package dev.storelatch.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live session as its owner sees it (ASVS 7.5.2).
 *
 * @param id public handle, which does not authenticate anybody
 * @param device see {@link DeviceDescription}
 * @param network {@link dev.storelatch.request.NetworkAddress#site}
 * @param lastSeenAt the last request, or up to one touch interval earlier
 * @param current true if the request was made with this session
 */
record ActiveSession(
        String id,
        @Nullable String device,
        @Nullable String network,
        Instant createdAt,
        Instant lastSeenAt,
        boolean current) {}
