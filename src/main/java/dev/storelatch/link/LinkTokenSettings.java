package dev.storelatch.link;

import dev.storelatch.crypto.KeyMaterial;
import dev.storelatch.crypto.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys of the tokens in mailed links.
 *
 * @param linkSecrets newest first: the first makes tokens, links of the others stay good; without any, what signs
 *     bearer tokens serves, through keys derived from them
 */
@ConfigurationProperties("storelatch.token")
record LinkTokenSettings(@DefaultValue List<Secret> linkSecrets) {

    private static final String SETTING = "storelatch.token.link-secrets";
    private static final String VARIABLE = "STORELATCH_TOKEN_LINK_SECRETS";

    LinkTokenSettings {
        linkSecrets = linkSecrets.isEmpty() ? linkSecrets : Secret.strong(linkSecrets, SETTING, VARIABLE);
    }

    /** What keys are made from: these, or else those of bearer tokens; first the one that makes new ones. */
    List<byte[]> keyMaterial(KeyMaterial fallback) {
        return linkSecrets.isEmpty()
                ? fallback.newestFirst()
                : linkSecrets.stream().map(Secret::bytes).toList();
    }
}
