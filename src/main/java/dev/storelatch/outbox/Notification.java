package dev.storelatch.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox: ids, from which a topic makes the message when it is sent.
 *
 * @param subject the id of what the message is about, such as a customer's or a link's
 * @param recipient an address that cannot be found again later, such as the one before a change; else null
 */
public record Notification(String subject, @Nullable String recipient) {

    @Override
    public String toString() {
        return "Posting[subject=" + subject + "]";
    }
}
