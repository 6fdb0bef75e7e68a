package dev.storelatch.outbox;

import java.util.UUID;

/**
 * Row of the outbox that is to be sent.
 *
 * @param id the same at each attempt, so that a receiver can detect duplicates
 * @param postedAt epoch milliseconds
 * @param attempts number of attempts, including this one
 */
record OutboxMessage(UUID id, String type, Notification notification, long postedAt, int attempts) {}
