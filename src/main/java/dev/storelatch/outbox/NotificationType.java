package dev.storelatch.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kind of notification. Each is a bean of the module whose flow posts it, and makes the messages at delivery, so that they
 * contain current data.
 */
public interface NotificationType {

    /** Returns the type of the webhook event, such as {@code customer.password_reset}; the mail templates are named after it. */
    String name();

    /** Order of delivery: a link is delivered before any notice. */
    enum Priority {
        /** Informs only. */
        NOTICE(50),
        /** Carries a link that somebody has asked for and waits for. */
        LINK(90);

        private static final int LEVELS = 40;

        private final int highest;

        Priority(int highest) {
            this.highest = highest;
        }

        /**
         * Returns the priority of the task; the highest runs first. Each message of an account has a lower one than the
         * message before it, so that accounts take turns.
         *
         * @param waiting number of the account's messages that wait already
         */
        int value(int waiting) {
            return highest - Math.min(waiting, LEVELS - 1);
        }
    }

    Priority priority();

    /** Returns the keys of {@link Email#model}, which templates can use; empty if the type is not mailed. */
    default Set<String> modelKeys() {
        return Set.of();
    }

    /** Returns the mail; empty if there is nothing left to send, as when the link was used. */
    default Optional<Email> email(Notification notification) {
        return Optional.empty();
    }

    /** Returns the data of the webhook event, limited to fields that the shop may see; empty as for {@link #email}. */
    default Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return Optional.empty();
    }
}
