package dev.storelatch.admin;

import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Mail with the link that accepts an invite, to the invited address. Its subject is the id of the invite. */
@Component
class InviteNotification implements NotificationType {

    static final String NAME = "invite.created";

    private static final Logger LOG = LoggerFactory.getLogger(InviteNotification.class);

    private final InviteRepository invites;
    private final InviteTokens tokens;
    private final InviteLinkSettings settings;

    InviteNotification(InviteRepository invites, InviteTokens tokens, InviteLinkSettings settings) {
        this.invites = invites;
        this.tokens = tokens;
        this.settings = settings;
        if (settings.page().isEmpty()) {
            LOG.warn("storelatch.links.invite is not set: invites of administrators are not mailed");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Priority priority() {
        return Priority.LINK;
    }

    @Override
    public Set<String> modelKeys() {
        return Set.of("email", "link", "days");
    }

    @Override
    public Optional<Email> email(Notification notification) {
        return invites.findValid(notification.subject())
                .flatMap(invite -> settings.page()
                        .map(page -> page.link(tokens.token(invite), invite.userEmail()))
                        .map(link -> toEmail(invite, link)));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Notification notification) {
        return invites.findValid(notification.subject()).map(invite -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("id", invite.id());
            if (settings.tokenInEvents()) {
                data.put("token", tokens.token(invite));
            }
            data.put("user_email", invite.userEmail());
            return data;
        });
    }

    private static Email toEmail(Invite invite, String link) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("email", invite.userEmail());
        model.put("link", link);
        model.put("days", Invites.LIFETIME.toDays());
        return new Email(invite.userEmail(), model);
    }
}
