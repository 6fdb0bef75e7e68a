package dev.storelatch.support;

import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links that are mailed, computed as they are when the outbox sends them. */
public final class MailedLinks {

    public static final String RESET = "customer.password_reset";
    public static final String CLAIM = "order-update-token.created";

    private final JdbcClient jdbc;
    private final List<NotificationType> topics;

    public MailedLinks(JdbcClient jdbc, List<NotificationType> topics) {
        this.jdbc = jdbc;
        this.topics = topics;
    }

    /** The token of the customer's latest link. */
    public String token(String topic, String customerId) {
        String page = page(topic, customerId);
        return page.substring(page.indexOf("token=") + "token=".length()).replaceFirst("&.*", "");
    }

    /** The latest link itself. */
    public String page(String topic, String customerId) {
        return String.valueOf(words(topic, customerId).get("link"));
    }

    public Map<String, @Nullable Object> words(String topic, String customerId) {
        return topic(topic)
                .email(new Notification(id(topic, customerId), null))
                .orElseThrow()
                .model();
    }

    public NotificationType topic(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public String id(String topic, String customerId) {
        return jdbc.sql("""
                select id from storelatch.link_token where account_id = :customer and purpose = :purpose
                order by issued_at desc limit 1
                """)
                .param("customer", customerId)
                .param("purpose", topic.equals(RESET) ? "PASSWORD_RESET" : "ORDER_CLAIM")
                .query(String.class)
                .single();
    }
}
