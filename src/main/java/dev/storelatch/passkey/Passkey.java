package dev.storelatch.passkey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey, as its owner sees it.
 *
 * @param id public id, which authenticates nobody
 * @param credentialId the credential's id in base64url, by which browsers name it
 * @param secondFactor true if it is a second factor of the account, which a log-in by password then needs
 * @param backedUp true if it is stored in more than one place, as by a password manager
 * @param lastUsedAt time of the last log-in with it; null if there was none
 */
record Passkey(
        String id,
        String name,
        String credentialId,
        List<String> transports,
        boolean secondFactor,
        boolean backedUp,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
