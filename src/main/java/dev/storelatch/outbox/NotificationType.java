package dev.storelatch.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that can be told. A bean of the room whose flow it belongs to; asked only when the message is sent. */
public interface NotificationType {

    /** The event's type, such as {@code customer.password_reset}; the mail's templates have it for their name. */
    String name();

    /** The names in a letter's model; none if the topic is not mailed. A shop's template can use these and no others. */
    default Set<String> words() {
        return Set.of();
    }

    /** The mail; none if there is nothing left to say, as when a link has been used. */
    default Optional<Email> letter(Notification posting) {
        return Optional.empty();
    }

    /** The webhook's data, only fields that a shop may see; none as for {@link #letter}. */
    default Optional<Map<String, @Nullable Object>> event(Notification posting) {
        return Optional.empty();
    }
}
