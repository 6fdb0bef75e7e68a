package dev.storelatch.request;

import org.jspecify.annotations.Nullable;

/** Decides whether a trusted proxy may ask who has made a request. */
public interface ProxyCheck {

    /**
     * Returns true if the proxy has sent one of the configured keys, or none is configured. Compares in constant time.
     *
     * @param key the header {@code X-Storelatch-Proxy-Key}
     */
    boolean accepts(@Nullable String key);
}
