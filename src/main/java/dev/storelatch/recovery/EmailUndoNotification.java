package dev.storelatch.recovery;

import dev.storelatch.link.Links;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mail to the former address of an account, with a link that undoes the change (ASVS 6.3.7). It does not contain the new
 * address. There are no more of these than confirmed changes, which are limited.
 */
@Component
class EmailUndoNotification extends EmailLinkNotification {

    static final String NAME = "customer.email_undo";

    private final LinkSettings pages;

    EmailUndoNotification(Links links, AccountOwners owners, LinkSettings pages) {
        super(NAME, EmailLink.UNDO, links, owners, pages);
        this.pages = pages;
    }

    @Override
    public Set<String> modelKeys() {
        return modelKeysAnd("link", "days");
    }

    @Override
    Optional<String> page(String token) {
        return pages.emailUndo(token);
    }

    @Override
    void addLifetime(Map<String, @Nullable Object> model) {
        model.put("days", EmailLink.UNDO_LIFETIME.toDays());
    }
}
