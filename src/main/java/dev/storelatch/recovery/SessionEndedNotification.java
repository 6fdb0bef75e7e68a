package dev.storelatch.recovery;

import dev.storelatch.core.SessionsEnded;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Event for the shop that sessions of an account have ended, with the reason: one for all that end together. Its subject is
 * the account's id, its payload the data of the event.
 */
@Component
class SessionEndedNotification implements NotificationType {

    static final String NAME = "session.ended";

    private static final int MAX_HANDLES = 100;

    /** Returns the notification. Of many sessions, it names the first hundred. */
    static Notification of(SessionsEnded ended) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(ended.actor().realm().subjectClaim(), ended.actor().id());
        data.put("reason", ended.reason().id());
        data.put("count", ended.handles().size());
        data.put("session_ids", ended.handles().stream().limit(MAX_HANDLES).toList());
        return new Notification(
                ended.actor(), ended.actor().id(), null, JsonMapper.shared().writeValueAsString(data));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Priority priority() {
        return Priority.NOTICE;
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        String data = Objects.requireNonNull(notification.payload());
        return Optional.of(JsonMapper.shared().readValue(data, new TypeReference<>() {}));
    }
}
