package dev.storelatch.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits or was given up, as administrators see it: without its content, its recipient and what it is made from.
 *
 * @param channel {@code mail} or {@code webhook}
 * @param accountId id of the account that has caused it
 * @param state {@code waiting} or {@code given_up}
 * @param reason why the last attempt failed, without addresses; null if none did
 * @param nextAttemptAt null if it was given up
 */
record UnsentMessage(
        String id,
        String channel,
        String type,
        String realm,
        String accountId,
        String state,
        @Nullable String reason,
        Instant postedAt,
        @Nullable Instant nextAttemptAt) {}
