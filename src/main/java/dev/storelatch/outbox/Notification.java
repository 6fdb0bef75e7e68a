package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Content of a notification as it is stored: ids, from which its {@link NotificationType} makes the message at delivery.
 *
 * @param account the account that causes the notification, and whose share of the queue it takes
 * @param subject id of the account or link that the notification is about
 * @param recipient address that cannot be looked up later, such as the one before a change; otherwise null
 * @param payload data that cannot be looked up later, without secrets; otherwise null
 */
public record Notification(
        Actor account,
        String subject,
        @Nullable String recipient,
        @Nullable String payload) {

    /** Creates a notification without a payload. */
    public Notification(Actor account, String subject, @Nullable String recipient) {
        this(account, subject, recipient, null);
    }

    /** Creates a notification about the account itself. */
    public static Notification about(Actor account) {
        return new Notification(account, account.id(), null);
    }

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "Notification[subject=" + subject + "]";
    }
}
