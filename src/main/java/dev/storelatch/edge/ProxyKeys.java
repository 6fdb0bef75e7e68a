package dev.storelatch.edge;

import dev.storelatch.crypto.Secret;
import dev.storelatch.request.ProxyCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The keys that proxies send with their questions, so that a page cannot ask through a proxy that passes everything on. */
@Component
class ProxyKeys implements ProxyCheck {

    private final List<byte[]> keys;

    ProxyKeys(EdgeSettings settings) {
        keys = settings.proxyKeys().stream().map(Secret::bytes).toList();
    }

    @Override
    public boolean accepts(@Nullable String key) {
        if (keys.isEmpty()) {
            return true;
        }
        byte[] sent = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        return keys.stream().anyMatch(configured -> MessageDigest.isEqual(configured, sent));
    }
}
