package dev.storelatch.recovery;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.StartupException;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mail that asks an address to confirm that it is an account's. Nothing is sent to an address that another account has, unless
 * that awaits its confirmation, too.
 */
@Component
class EmailConfirmationNotification extends EmailLinkNotification {

    static final String NAME = "customer.email_confirmation";

    private final AccountRegistry accounts;
    private final LinkSettings pages;

    /** @throws StartupException if addresses have to be confirmed, and there is no way to do it */
    EmailConfirmationNotification(
            Links links, AccountOwners owners, AccountRegistry accounts, LinkSettings pages, EmailChanges emails) {
        super(NAME, EmailLink.CONFIRMATION, links, owners, pages);
        this.accounts = accounts;
        this.pages = pages;
        if (emails.areConfirmed() && pages.emailConfirmation("").isEmpty() && !pages.tokenInEvents()) {
            throw new StartupException(
                    LinkSettings.EMAIL_CONFIRMATION + " is not set, but e-mail addresses have to be confirmed.",
                    "Set it to the page of your shop that confirms an address, or set storelatch.links.token-in-events.");
        }
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "hours");
    }

    @Override
    Optional<String> page(String token) {
        return pages.emailConfirmation(token);
    }

    @Override
    void addLifetime(Map<String, @Nullable Object> model) {
        model.put("hours", EmailLink.CONFIRMATION_LIFETIME.toHours());
    }

    @Override
    boolean isSendable(Link link) {
        return accounts.of(link.actor().realm())
                .findByEmail(new EmailAddress(Objects.requireNonNull(link.recipient())))
                .filter(holder -> !holder.awaitsVerification())
                .map(holder -> holder.actor().equals(link.actor()))
                .orElse(true);
    }
}
