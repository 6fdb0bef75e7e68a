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
 * Events for the shop's own systems.
 *
 * @param url where to post them; without one there are none
 * @param secrets keys that sign them, at least 32 bytes each; with several, every event carries a signature of each
 * @param topics which events are posted
 * @param allowPrivate hosts and networks (CIDR) that may be posted to although they are private, over http too
 */
@ConfigurationProperties("storelatch.webhook")
record WebhookSettings(
        @Nullable URI url,
        @DefaultValue List<Secret> secrets,

        @DefaultValue({"customer.created", "customer.updated", "customer.password_reset", "order-update-token.created"})
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
                        "storelatch.webhook.url is no https address.",
                        "Set it to one, or list its host in storelatch.webhook.allow-private if it is a private one.");
            }
        }
    }
}
