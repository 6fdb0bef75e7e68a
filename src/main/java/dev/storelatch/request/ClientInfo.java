package dev.storelatch.request;

import org.jspecify.annotations.Nullable;

/**
 * Describes the client of a request. Address and scheme follow the headers of trusted proxies, and the address that of a
 * {@link VisitorAddress}; the user agent is whatever the client sends, so nothing may be decided by it.
 *
 * @param address the IP address as text
 * @param scheme {@code http} or {@code https}
 * @param device the cookie {@code storelatch.device}, unverified
 */
public record ClientInfo(
        @Nullable String address,
        @Nullable String userAgent,
        String scheme,
        @Nullable String device) {

    /** Name of the cookie by which a browser is recognized that has logged in before. */
    public static final String DEVICE_COOKIE = "storelatch.device";

    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return "ClientInfo[redacted]";
    }
}
