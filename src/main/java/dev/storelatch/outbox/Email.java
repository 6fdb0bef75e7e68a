package dev.storelatch.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mail to one customer.
 *
 * @param to address of the customer
 * @param model values for the templates, with the keys that {@link NotificationType#modelKeys()} names
 */
public record Email(String to, Map<String, @Nullable Object> model) {

    /** Leaves the model out, which can contain a link. */
    @Override
    public String toString() {
        return "Email[]";
    }
}
