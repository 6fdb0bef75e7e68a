package dev.storelatch.edge;

import dev.storelatch.crypto.Secret;
import dev.storelatch.request.ProxyCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The keys that proxies send with their questions, so that a page cannot ask through a proxy that passes everything on. */
@Component
class ProxyKeys implements ProxyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyKeys.class);
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final List<byte[]> keys;
    private final Clock clock;
    private final AtomicLong nextWarning = new AtomicLong();

    ProxyKeys(EdgeSettings settings, Clock clock) {
        this.keys = settings.proxyKeys().stream().map(Secret::bytes).toList();
        this.clock = clock;
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
        long now = clock.millis();
        long due = nextWarning.get();
        if (now >= due && nextWarning.compareAndSet(due, now + WARNING_INTERVAL.toMillis())) {
            LOG.warn("A request to /verify came through a trusted proxy without one of storelatch.edge.proxy-keys."
                    + " If the proxy asked by itself, let it send the header X-Storelatch-Proxy-Key. Otherwise a client"
                    + " asked through it, which is why the key is required; let the proxy answer /verify with 404.");
        }
    }
}
