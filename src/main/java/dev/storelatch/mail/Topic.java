package dev.storelatch.mail;

import java.util.Map;
import java.util.Optional;

/** Something that can be told. A bean of the room whose flow it belongs to; asked only when the message is sent. */
public interface Topic {

    /** The event's type, such as {@code customer.password_reset}; the mail's templates have it for their name. */
    String name();

    /** The mail; none if the topic has none, or if there is nothing left to say, as when a link has been used. */
    default Optional<Letter> letter(Posting posting) {
        return Optional.empty();
    }

    /** The webhook's data, only fields that a shop may see; none as for {@link #letter}. */
    default Optional<Map<String, ?>> event(Posting posting) {
        return Optional.empty();
    }
}
