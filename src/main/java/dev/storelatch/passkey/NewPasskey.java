package dev.storelatch.passkey;

import org.jspecify.annotations.Nullable;

/**
 * A passkey to store.
 *
 * @param id public id
 * @param factorId id of the second factor that it is; null if it is none
 */
record NewPasskey(
        String id,
        String name,
        NewCredential credential,
        @Nullable String factorId) {}
