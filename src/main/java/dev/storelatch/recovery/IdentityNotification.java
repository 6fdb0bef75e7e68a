package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.IdentityChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.DisplayText;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mail that tells the owner of an account that it was linked to one at an OpenID provider, or is no longer. Its payload is the
 * name of the provider.
 */
final class IdentityNotification extends AccountNotificationType {

    private static final String PROVIDER = "provider";

    private final Realm realm;
    private final AccountOwners owners;

    IdentityNotification(IdentityChanged.Kind kind, Realm realm, AccountOwners owners) {
        super(name(realm, kind.id()));
        this.realm = realm;
        this.owners = owners;
    }

    @Override
    public Priority priority() {
        return Priority.NOTICE;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd(PROVIDER);
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return owners.find(new Actor(realm, notification.subject())).map(owner -> {
            String to = Objects.requireNonNull(notification.recipient());
            Map<String, @Nullable Object> model = owner.mailModel();
            model.put("email", DisplayText.email(to).orElse(null));
            model.put(PROVIDER, notification.payload());
            return new Email(to, model);
        });
    }
}
