package dev.storelatch.edge;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import jakarta.validation.Valid;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.edge}: the check for proxies.
 *
 * @param proxyKeys keys shared with the proxies; if there are any, a proxy must send one of them
 * @param upstream tokens for the server behind the proxy
 */
@Validated
@ConfigurationProperties("storelatch.edge")
record EdgeSettings(
        @DefaultValue List<Secret> proxyKeys,
        @DefaultValue @Valid @NestedConfigurationProperty UpstreamSettings upstream) {

    private static final String PROXY_KEYS = "storelatch.edge.proxy-keys";
    private static final String PROXY_KEYS_VARIABLE = "STORELATCH_EDGE_PROXYKEYS";

    EdgeSettings {
        if (!proxyKeys.isEmpty()) {
            proxyKeys = Secret.strong(proxyKeys, PROXY_KEYS, PROXY_KEYS_VARIABLE);
        }
        if (!proxyKeys.stream().allMatch(EdgeSettings::fitsInAHeader)) {
            throw new StartupException(
                    PROXY_KEYS + " has a key with a character that a header cannot contain.",
                    "Use letters and digits, such as `openssl rand -base64 48` prints.");
        }
        if (upstream.isEnabled() && proxyKeys.isEmpty()) {
            throw new StartupException(
                    "storelatch.edge.upstream would show tokens to every page that can reach /verify through a proxy.",
                    "Make a key with `openssl rand -base64 48`, set it as %s or %s, and let the proxy send it in %s."
                            .formatted(PROXY_KEYS_VARIABLE, PROXY_KEYS, "X-Storelatch-Proxy-Key"));
        }
    }

    /** Visible ASCII (RFC 9110 §5.5): other characters are not sent alike by all programs. */
    private static boolean fitsInAHeader(Secret key) {
        byte[] bytes = key.bytes();
        return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] > ' ' && bytes[i] < 0x7f);
    }
}
