package dev.storelatch.recovery;

import dev.storelatch.core.Realm;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mail with a link for a new password, to the account's address. Its subject is the id of the link. */
final class PasswordResetNotification extends AccountNotificationType {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordResetNotification.class);

    private final Realm realm;
    private final Links links;
    private final AccountOwners owners;
    private final LinkSettings pages;

    PasswordResetNotification(Realm realm, Links links, AccountOwners owners, LinkSettings pages) {
        super(name(realm));
        this.realm = realm;
        this.links = links;
        this.owners = owners;
        this.pages = pages;
        if (pages.passwordReset(realm, "", "").isEmpty()) {
            LOG.warn("{} is not set: mails for a password reset are not sent", LinkSettings.setting(realm));
        }
    }

    /** Returns the name of the type for accounts of the realm. */
    static String name(Realm realm) {
        return name(realm, "password_reset");
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "minutes");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return owner(notification)
                .flatMap(owner -> token(notification)
                        .flatMap(token -> pages.passwordReset(realm, token, owner.email()))
                        .map(page -> toEmail(owner, page)));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return owner(notification).map(owner -> {
            Map<String, @Nullable Object> data = eventModel(owner);
            if (pages.tokenInEvents()) {
                token(notification).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private static Email toEmail(AccountOwner owner, String page) {
        Map<String, @Nullable Object> model = owner.mailModel();
        model.put("link", page);
        model.put("minutes", Link.LIFETIME.toMinutes());
        return new Email(owner.email(), model);
    }

    /** Medusa's event of an administrator has the address only. */
    private Map<String, @Nullable Object> eventModel(AccountOwner owner) {
        return realm == Realm.ADMIN ? new LinkedHashMap<>(Map.of("email", owner.email())) : owner.model();
    }

    private Optional<String> token(Notification notification) {
        return links.token(PasswordResetLink.purpose(realm), notification.subject());
    }

    private Optional<AccountOwner> owner(Notification notification) {
        return links.find(notification.subject()).map(Link::actor).flatMap(owners::find);
    }
}
