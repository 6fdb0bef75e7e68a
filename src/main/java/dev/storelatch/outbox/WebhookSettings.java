package dev.storelatch.outbox;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Webhook for events of accounts.
 *
 * @param url receiver of the events; none are sent without it
 * @param secrets keys that sign the events, at least 32 bytes each; every event has a signature by each
 * @param topics names of the notification types that are sent
 * @param allowPrivate hosts and networks (CIDR) that are allowed although they are private, also over http
 */
@ConfigurationProperties("storelatch.webhook")
record WebhookSettings(
        @Nullable URI url,
        @DefaultValue List<Secret> secrets,

        @DefaultValue({
            "customer.created",
            "customer.updated",
            "customer.password_reset",
            "customer.email_confirmation",
            "customer.email_undo",
            "order-update-token.created",
            "user.created",
            "user.updated",
            "user.deleted",
            "user.password_reset",
            "invite.created"
        })
        Set<String> topics,

        @DefaultValue List<String> allowPrivate) {

    WebhookSettings {
        if (url != null) {
            secrets = Secret.strong(secrets, "storelatch.webhook.secrets", "STORELATCH_WEBHOOK_SECRETS");
            boolean listed = url.getHost() != null && new PrivateNetworks(allowPrivate).isListed(url.getHost());
            if (url.getHost() == null
                    || url.getUserInfo() != null
                    || !("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && listed))) {
                throw new StartupException(
                        "storelatch.webhook.url is not an https address.",
                        "Set it to one, or list its host in storelatch.webhook.allow-private if it is a private one.");
            }
        }
    }
}
