package dev.storelatch.outbox;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All notification types, by name. */
@Component
class NotificationTypes {

    private final Map<String, NotificationType> byName;

    NotificationTypes(Collection<NotificationType> types) {
        byName = types.stream().collect(Collectors.toUnmodifiableMap(NotificationType::name, Function.identity()));
    }

    Optional<NotificationType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<NotificationType> all() {
        return byName.values();
    }
}
