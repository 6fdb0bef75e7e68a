package dev.storelatch.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one customer.
 *
 * @param to the address
 * @param model the words that the topic's templates can use
 */
public record Email(String to, Map<String, @Nullable Object> model) {

    @Override
    public String toString() {
        return "Letter[]";
    }
}
