package dev.storelatch.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Notification that is to be sent by one channel.
 *
 * @param id the same at each attempt, so that a receiver can detect duplicates
 * @param type name of the notification type
 */
record OutboxMessage(UUID id, String type, Notification notification, Instant postedAt) {}
