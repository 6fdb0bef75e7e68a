package dev.storelatch.request;

import org.jspecify.annotations.Nullable;

/**
 * Describes the client of a request. Address and scheme follow the headers of trusted proxies; the user agent is
 * whatever the client sends, so nothing may be decided by it.
 *
 * @param address the IP address as text
 * @param scheme {@code http} or {@code https}
 */
public record ClientInfo(@Nullable String address, @Nullable String userAgent, String scheme) {

    public boolean isSecure() {
        return scheme.equals("https");
    }
}
