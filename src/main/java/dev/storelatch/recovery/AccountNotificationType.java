package dev.storelatch.recovery;

import dev.storelatch.core.Realm;
import dev.storelatch.outbox.NotificationType;
import java.util.HashSet;
import java.util.Set;

/** Notification about an account, with the model keys that all of these have. */
abstract class AccountNotificationType implements NotificationType {

    private final String name;

    AccountNotificationType(String name) {
        this.name = name;
    }

    /** Returns a name with Medusa's prefix for accounts of the realm, such as {@code customer.password_reset}. */
    static String name(Realm realm, String event) {
        return (realm == Realm.ADMIN ? "user." : "customer.") + event;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Returns the keys of {@link AccountOwner#model()}, and others. */
    static Set<String> modelKeysAnd(String... others) {
        Set<String> keys = new HashSet<>(Set.of("id", "email", "first_name", "last_name"));
        keys.addAll(Set.of(others));
        return keys;
    }
}
