package dev.storelatch.link;

import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tokens in mailed links.
 *
 * @param linkSecrets newest first: the first computes new tokens, links of the others stay valid; if empty, keys are
 *     derived from the key material of access tokens
 */
@ConfigurationProperties("storelatch.token")
record LinkTokenSettings(@DefaultValue List<Secret> linkSecrets) {

    private static final String SETTING = "storelatch.token.link-secrets";
    private static final String VARIABLE = "STORELATCH_TOKEN_LINK_SECRETS";

    LinkTokenSettings {
        linkSecrets = linkSecrets.isEmpty() ? linkSecrets : Secret.strong(linkSecrets, SETTING, VARIABLE);
    }

    /** Returns the secrets, or else the fallback, newest first. */
    List<byte[]> keyMaterial(KeyMaterial fallback) {
        return linkSecrets.isEmpty()
                ? fallback.newestFirst()
                : linkSecrets.stream().map(Secret::bytes).toList();
    }
}
