package dev.storelatch.recovery;

import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.DisplayText;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mail to the former address of an account, with a link that undoes the change (ASVS 6.3.7). It does not contain the new
 * address. Its subject is the id of the link. There are no more of these than confirmed changes, which are limited.
 */
@Component
class EmailUndoNotification extends AccountNotificationType {

    static final String NAME = "customer.email_undo";

    private final Links links;
    private final AccountOwners owners;
    private final LinkSettings pages;

    EmailUndoNotification(Links links, AccountOwners owners, LinkSettings pages) {
        super(NAME);
        this.links = links;
        this.owners = owners;
        this.pages = pages;
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "days");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return links.find(notification.subject())
                .flatMap(link -> links.token(EmailLink.UNDO, link.id())
                        .flatMap(pages::emailUndo)
                        .flatMap(page -> owners.find(link.actor()).map(owner -> toEmail(link, owner, page))));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return links.find(notification.subject()).map(link -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("id", link.actor().id());
            data.put("email", link.recipient());
            if (pages.tokenInEvents()) {
                links.token(EmailLink.UNDO, link.id()).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private static Email toEmail(Link link, AccountOwner owner, String page) {
        String to = Objects.requireNonNull(link.recipient());
        Map<String, @Nullable Object> model = owner.mailModel();
        model.put("email", DisplayText.email(to).orElse(null));
        model.put("link", page);
        model.put("days", EmailLink.UNDO_LIFETIME.toDays());
        return new Email(to, model);
    }
}
