package dev.storelatch.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Content of a notification as it is stored: ids, from which its {@link NotificationType} makes the message at delivery.
 *
 * @param subject id of the account or link that the notification is about
 * @param recipient address that cannot be looked up later, such as the one before a change; otherwise null
 */
public record Notification(String subject, @Nullable String recipient) {

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "Notification[subject=" + subject + "]";
    }
}
