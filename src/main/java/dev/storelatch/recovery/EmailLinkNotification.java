package dev.storelatch.recovery;

import dev.storelatch.link.Link;
import dev.storelatch.link.LinkPurpose;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.DisplayText;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mail with an {@link EmailLink}, to the link's recipient. Its subject is the id of the link. */
abstract class EmailLinkNotification extends AccountNotificationType {

    private final LinkPurpose purpose;
    private final Links links;
    private final AccountOwners owners;
    private final LinkSettings pages;

    EmailLinkNotification(String name, LinkPurpose purpose, Links links, AccountOwners owners, LinkSettings pages) {
        super(name);
        this.purpose = purpose;
        this.links = links;
        this.owners = owners;
        this.pages = pages;
    }

    /** Returns the address of the page with this token; empty if no page is configured. */
    abstract Optional<String> page(String token);

    /** Adds the validity of the link. */
    abstract void addLifetime(Map<String, @Nullable Object> model);

    /** Returns false if nothing may be sent about the link. */
    boolean isSendable(Link link) {
        return true;
    }

    @Override
    public final Priority priority() {
        return Priority.LINK;
    }

    @Override
    public final Optional<Email> email(Notification notification) {
        return sendable(notification)
                .flatMap(link -> token(link)
                        .flatMap(this::page)
                        .flatMap(page -> owners.find(link.actor()).map(owner -> toEmail(link, owner, page))));
    }

    @Override
    public final Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return sendable(notification).map(link -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("id", link.actor().id());
            data.put("email", link.recipient());
            if (pages.tokenInEvents()) {
                token(link).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private Optional<Link> sendable(Notification notification) {
        return links.find(notification.subject()).filter(this::isSendable);
    }

    private Optional<String> token(Link link) {
        return links.token(purpose, link.id());
    }

    private Email toEmail(Link link, AccountOwner owner, String page) {
        String to = Objects.requireNonNull(link.recipient());
        Map<String, @Nullable Object> model = owner.mailModel();
        model.put("email", DisplayText.email(to).orElse(null));
        model.put("link", page);
        addLifetime(model);
        return new Email(to, model);
    }
}
