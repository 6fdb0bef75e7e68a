package dev.storelatch.admin;

import dev.storelatch.link.LinkPage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the links in invites.
 *
 * @param invite the page that accepts an invite; {@code {token}} is replaced by the token, and {@code {email}} by the
 *     invited address
 * @param tokenInEvents true to include the token in the event, for a shop that sends the mail itself
 */
@ConfigurationProperties("storelatch.links")
record InviteLinkSettings(
        @Nullable String invite, @DefaultValue("false") boolean tokenInEvents) {

    private static final String SETTING = "storelatch.links.invite";

    InviteLinkSettings {
        LinkPage.of(SETTING, invite);
    }

    /** Returns the page that accepts an invite; empty if none is configured. */
    Optional<LinkPage> page() {
        return LinkPage.of(SETTING, invite);
    }
}
