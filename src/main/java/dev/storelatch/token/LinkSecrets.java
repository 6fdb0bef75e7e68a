package dev.storelatch.token;

import dev.storelatch.core.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys of the tokens in mailed links.
 *
 * @param linkSecrets newest first: the first makes tokens, links of the others stay good; without any, the secrets that
 *     sign bearer tokens serve, through keys derived from them
 */
@ConfigurationProperties("storelatch.token")
record LinkSecrets(@DefaultValue List<Secret> linkSecrets) {

    private static final String SETTING = "storelatch.token.link-secrets";
    private static final String VARIABLE = "STORELATCH_TOKEN_LINK_SECRETS";

    LinkSecrets {
        linkSecrets = linkSecrets.isEmpty() ? linkSecrets : Secret.strong(linkSecrets, SETTING, VARIABLE);
    }

    List<Secret> orElse(List<Secret> tokenSecrets) {
        return linkSecrets.isEmpty() ? Secret.strong(tokenSecrets, SETTING, VARIABLE) : linkSecrets;
    }
}
