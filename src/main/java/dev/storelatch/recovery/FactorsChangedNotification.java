package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.core.FactorsChanged.Change;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the owner of an account by mail, and the shop by an event, that its second factors have changed (ASVS 6.3.7). Its
 * payload is a JSON object with the change and the method.
 */
final class FactorsChangedNotification extends AccountNotificationType {

    private static final String CHANGE = "change";
    private static final String METHOD = "method";

    private final Realm realm;
    private final AccountOwners owners;

    FactorsChangedNotification(Realm realm, AccountOwners owners) {
        super(name(realm));
        this.realm = realm;
        this.owners = owners;
    }

    /** Returns the name of the type for accounts of the realm. */
    static String name(Realm realm) {
        return name(realm, "second_factor_changed");
    }

    /** @param recipient address of the owner, if it is verified; otherwise null, and nothing is mailed */
    static Notification of(FactorsChanged changed, @Nullable String recipient) {
        Map<String, String> data = Map.of(CHANGE, changed.change().id(), METHOD, changed.method());
        return new Notification(
                changed.actor(),
                changed.actor().id(),
                recipient,
                JsonMapper.shared().writeValueAsString(data));
    }

    @Override
    public Priority priority() {
        return Priority.NOTICE;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd(METHOD, "added", "removed", "removed_by_administrator", "codes_replaced", "code_used");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        String to = notification.recipient();
        return owners.find(new Actor(realm, notification.subject()))
                .filter(owner -> to != null)
                .map(owner -> {
                    Map<String, String> data = data(notification);
                    Map<String, @Nullable Object> model = owner.mailModel();
                    model.put(METHOD, label(String.valueOf(data.get(METHOD))));
                    putIf(model, "added", data, Change.ADDED);
                    putIf(model, "removed", data, Change.REMOVED);
                    putIf(model, "removed_by_administrator", data, Change.REMOVED_BY_ADMINISTRATOR);
                    putIf(model, "codes_replaced", data, Change.RECOVERY_CODES_REPLACED);
                    putIf(model, "code_used", data, Change.RECOVERY_CODE_USED);
                    return new Email(String.valueOf(to), model);
                });
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put(realm.subjectClaim(), notification.subject());
        event.putAll(new TreeMap<>(data(notification)));
        return Optional.of(event);
    }

    private static void putIf(
            Map<String, @Nullable Object> model, String key, Map<String, String> data, Change change) {
        model.put(key, change.id().equals(data.get(CHANGE)) ? key : null);
    }

    private static String label(String method) {
        return method.equals("totp") ? "authenticator app" : method.replace('_', ' ');
    }

    private static Map<String, String> data(Notification notification) {
        return JsonMapper.shared().readValue(Objects.requireNonNull(notification.payload()), new TypeReference<>() {});
    }
}
