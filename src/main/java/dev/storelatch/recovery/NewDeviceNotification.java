package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import dev.storelatch.request.NetworkAddress;
import dev.storelatch.session.DeviceDescription;
import dev.storelatch.throttle.NewDeviceLogin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mail that tells the owner of an account of a log-in from a client that is not known. Its payload is a JSON object with what
 * is known of the client; a text that the client could choose freely is left out.
 */
final class NewDeviceNotification extends AccountNotificationType {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Realm realm;
    private final AccountOwners owners;

    NewDeviceNotification(Realm realm, AccountOwners owners) {
        super(name(realm));
        this.realm = realm;
        this.owners = owners;
    }

    /** Returns the name of the type for accounts of the realm. */
    static String name(Realm realm) {
        return name(realm, "new_device");
    }

    static Notification of(NewDeviceLogin login, Instant time) {
        Map<String, String> data = new HashMap<>(Map.of("time", TIME.format(time)));
        DeviceDescription.recognized(login.client().userAgent()).ifPresent(device -> data.put("device", device));
        NetworkAddress.of(login.client().address()).ifPresent(address -> data.put("network", address.site()));
        return new Notification(
                login.actor(), login.actor().id(), null, JsonMapper.shared().writeValueAsString(data));
    }

    @Override
    public Priority priority() {
        return Priority.NOTICE;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("device", "network", "time");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return owners.find(new Actor(realm, notification.subject())).map(owner -> {
            Map<String, String> data = JsonMapper.shared()
                    .readValue(Objects.requireNonNull(notification.payload()), new TypeReference<>() {});
            Map<String, @Nullable Object> model = owner.mailModel();
            modelKeysAnd("device", "network", "time").forEach(key -> model.putIfAbsent(key, data.get(key)));
            return new Email(owner.email(), model);
        });
    }
}
