package dev.storelatch.outbox;

import java.util.UUID;

/**
 * A row of the outbox that has been taken to be sent.
 *
 * @param id the same at each attempt, for whoever receives it twice
 * @param postedAt milliseconds since 1970
 * @param attempts including this one
 */
record OutboxMessage(UUID id, String topic, Notification posting, long postedAt, int attempts) {}
