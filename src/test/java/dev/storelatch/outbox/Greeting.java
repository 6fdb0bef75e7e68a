package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notification type whose subject is a name; has nothing to send for the name "nobody". */
record Greeting(String name, Priority priority) implements NotificationType {

    static final Greeting NOTICE = new Greeting("test.greeting", Priority.NOTICE);
    static final Greeting LINK = new Greeting("test.link", Priority.LINK);

    /** Returns a notification with this name, caused by an account of its own. */
    static Notification to(String name) {
        return to(name, null);
    }

    static Notification to(String name, @Nullable String recipient) {
        return new Notification(new Actor(Realm.STORE, "cus_" + name), name, recipient);
    }

    @Override
    public Set<String> modelKeys() {
        return Set.of("name", "link");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        String to = notification.recipient() == null ? "user@example.com" : notification.recipient();
        return event(notification).map(data -> new Email(to, data));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return notification.subject().equals("nobody")
                ? Optional.empty()
                : Optional.of(Map.of("name", notification.subject(), "link", "https://shop.example.com/?a=1&b=2"));
    }
}
