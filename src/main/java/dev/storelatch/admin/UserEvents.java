package dev.storelatch.admin;

import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The events {@code user.created}, {@code user.updated} and {@code user.deleted}, whose data is the user's id, as in Medusa. */
@Configuration(proxyBeanMethods = false)
class UserEvents {

    /** Returns the name of the event for a change. */
    static String name(UserChanged.Kind kind) {
        return "user." + kind.name().toLowerCase(Locale.ROOT);
    }

    @Bean
    NotificationType userCreated() {
        return new Event(UserChanged.Kind.CREATED);
    }

    @Bean
    NotificationType userUpdated() {
        return new Event(UserChanged.Kind.UPDATED);
    }

    @Bean
    NotificationType userDeleted() {
        return new Event(UserChanged.Kind.DELETED);
    }

    private record Event(UserChanged.Kind kind) implements NotificationType {

        @Override
        public String name() {
            return UserEvents.name(kind);
        }

        @Override
        public Priority priority() {
            return Priority.NOTICE;
        }

        @Override
        public Optional<Map<String, @Nullable Object>> event(Notification notification) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("id", notification.subject());
            return Optional.of(data);
        }
    }
}
