package dev.storelatch.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A topic whose subject is a name. Nobody called "nobody" is greeted. */
final class Greeting implements NotificationType {

    static final String NAME = "test.greeting";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> words() {
        return Set.of("name", "link");
    }

    @Override
    public Optional<Email> letter(Notification posting) {
        String to = posting.recipient() == null ? "user@example.com" : posting.recipient();
        return event(posting).map(data -> new Email(to, data));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification posting) {
        return posting.subject().equals("nobody")
                ? Optional.empty()
                : Optional.of(Map.of("name", posting.subject(), "link", "https://shop.example.com/?a=1&b=2"));
    }
}
