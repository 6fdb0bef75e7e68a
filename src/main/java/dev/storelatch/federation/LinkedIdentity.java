package dev.storelatch.federation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account at a provider that is linked to one here, as its owner sees it.
 *
 * @param provider name of the provider in the settings
 * @param email address at the provider when the link was made; null if it told none
 * @param lastUsedAt null if nobody has logged in by it
 */
record LinkedIdentity(
        String id,
        String provider,
        String issuer,
        @Nullable String email,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    @Override
    public String toString() {
        return "LinkedIdentity[" + id + "]";
    }
}
