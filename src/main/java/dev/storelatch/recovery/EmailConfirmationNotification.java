package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.StartupException;
import dev.storelatch.customer.EmailChanges;
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
 * Mail that asks an address to confirm that it is an account's. Its subject is the id of the link. Nothing is sent to an
 * address that another account has.
 */
@Component
class EmailConfirmationNotification extends AccountNotificationType {

    static final String NAME = "customer.email_confirmation";

    private final Links links;
    private final AccountOwners owners;
    private final AccountRegistry accounts;
    private final LinkSettings pages;

    /** @throws StartupException if addresses have to be confirmed, and there is no way to do it */
    EmailConfirmationNotification(
            Links links, AccountOwners owners, AccountRegistry accounts, LinkSettings pages, EmailChanges emails) {
        super(NAME);
        this.links = links;
        this.owners = owners;
        this.accounts = accounts;
        this.pages = pages;
        if (emails.areConfirmed() && pages.emailConfirmation("").isEmpty() && !pages.tokenInEvents()) {
            throw new StartupException(
                    LinkSettings.EMAIL_CONFIRMATION + " is not set, but e-mail addresses have to be confirmed.",
                    "Set it to the page of your shop that confirms an address, or set storelatch.links.token-in-events.");
        }
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "hours");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return sendable(notification)
                .flatMap(link -> token(link)
                        .flatMap(pages::emailConfirmation)
                        .flatMap(page -> owners.find(link.actor()).map(owner -> toEmail(link, owner, page))));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
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
        return links.find(notification.subject())
                .filter(link -> accounts.of(link.actor().realm())
                        .findByEmail(new EmailAddress(Objects.requireNonNull(link.recipient())))
                        .map(holder -> holder.actor().equals(link.actor()))
                        .orElse(true));
    }

    private Optional<String> token(Link link) {
        return links.token(EmailLink.CONFIRMATION, link.id());
    }

    private static Email toEmail(Link link, AccountOwner owner, String page) {
        String to = Objects.requireNonNull(link.recipient());
        Map<String, @Nullable Object> model = owner.mailModel();
        model.put("email", DisplayText.email(to).orElse(null));
        model.put("link", page);
        model.put("hours", EmailLink.CONFIRMATION_LIFETIME.toHours());
        return new Email(to, model);
    }
}
