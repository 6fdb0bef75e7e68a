package dev.storelatch.support;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links of mails, computed from the database as when the outbox sends them. */
public final class MailedLinks {

    /** Name of the notification with the link of a password reset. */
    public static final String RESET = "customer.password_reset";
    /** Name of the notification with the link of an administrator's password reset. */
    public static final String ADMIN_RESET = "user.password_reset";
    /** Name of the notification with the link of an order claim. */
    public static final String CLAIM = "order-update-token.created";

    /** Name of the notification with the link that confirms an address. */
    public static final String CONFIRMATION = "customer.email_confirmation";

    private static final Map<String, String> PURPOSES = Map.of(
            RESET, "PASSWORD_RESET",
            ADMIN_RESET, "USER_PASSWORD_RESET",
            CLAIM, "ORDER_CLAIM",
            CONFIRMATION, "EMAIL_CONFIRMATION");

    private final JdbcClient jdbc;
    private final List<NotificationType> notificationTypes;

    public MailedLinks(JdbcClient jdbc, List<NotificationType> notificationTypes) {
        this.jdbc = jdbc;
        this.notificationTypes = notificationTypes;
    }

    /** Returns the token of the customer's latest link. */
    public String token(String type, String customerId) {
        String page = page(type, customerId);
        return page.substring(page.indexOf("token=") + "token=".length()).replaceFirst("&.*", "");
    }

    /** Returns the customer's latest link. */
    public String page(String type, String customerId) {
        return String.valueOf(model(type, customerId).get("link"));
    }

    private Map<String, @Nullable Object> model(String type, String customerId) {
        return type(type)
                .email(new Notification(new Actor(Realm.STORE, customerId), id(type, customerId), null))
                .orElseThrow()
                .model();
    }

    /** Returns the notification type with this name. */
    public NotificationType type(String name) {
        return notificationTypes.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the id of the customer's latest link, the subject of its notification. */
    public String id(String type, String customerId) {
        return jdbc.sql("""
                select id from storelatch.link_token where account_id = :customer and purpose = :purpose
                order by issued_at desc limit 1
                """)
                .param("customer", customerId)
                .param("purpose", PURPOSES.get(type))
                .query(String.class)
                .single();
    }
}
