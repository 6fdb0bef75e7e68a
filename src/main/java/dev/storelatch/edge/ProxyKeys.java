package dev.storelatch.edge;

import dev.storelatch.crypto.Secret;
import dev.storelatch.request.ProxyCheck;
import dev.storelatch.request.RequestWarning;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The keys that proxies send with their questions, so that a page cannot ask through a proxy that passes everything on. */
@Component
class ProxyKeys implements ProxyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyKeys.class);

    private final List<byte[]> keys;
    private final RequestWarning warning;

    ProxyKeys(EdgeSettings settings, Clock clock) {
        this.keys = settings.proxyKeys().stream().map(Secret::bytes).toList();
        this.warning = new RequestWarning(LOG, clock);
    }

    @Override
    public boolean accepts(@Nullable String key) {
        byte[] sent = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        boolean accepted = keys.isEmpty() || keys.stream().anyMatch(known -> MessageDigest.isEqual(known, sent));
        if (!accepted) {
            warn();
        }
        return accepted;
    }

    /** The proxy cannot tell from the response, which is that for an unknown path. */
    private void warn() {
        warning.log("A request to /verify came through a trusted proxy without one of storelatch.edge.proxy-keys."
                + " If the proxy asked by itself, let it send the header X-Storelatch-Proxy-Key. Otherwise a client"
                + " asked through it, which is why the key is required; let the proxy answer /verify with 404.");
    }
}
