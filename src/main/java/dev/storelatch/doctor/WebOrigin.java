package dev.storelatch.doctor;

import dev.storelatch.request.AllowedOrigins;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * An origin (RFC 6454) that a browser can open.
 *
 * @param host in lower case and ASCII; an IPv6 address is in brackets
 * @param port the port; -1 for the scheme's default
 */
record WebOrigin(String scheme, String host, int port) {

    private static final int MAX_LENGTH = 2048;
    private static final int MAX_HOST_LENGTH = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.*\\.localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");

    /** Letters that {@link java.net.IDN} maps to others, and browsers do not. */
    private static final Pattern DEVIATION = Pattern.compile("[ßẞς\\u200c\\u200d]");

    /**
     * Parses an address as browsers do (WHATWG URL standard). A path is ignored.
     *
     * @throws IllegalArgumentException if it is not the address of a page or server; the message says what it should be
     */
    static WebOrigin parse(String text) {
        String address = text.strip();
        if (!address.matches("(?i)https?://.*") || address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it must begin with https:// or http://, such as https://www.shop.com");
        }
        if (DEVIATION.matcher(address).find()) {
            throw new IllegalArgumentException(
                    "write its host in ASCII (xn--…), as the browser's developer tools show it");
        }
        UriComponents url = components(address);
        String host = Optional.ofNullable(url.getHost()).orElse("");
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("it must not contain a user or a password");
        }
        boolean named = host.startsWith("[")
                || (host.length() <= MAX_HOST_LENGTH && NAME.matcher(host).matches());
        if (!named || url.getPort() == 0) {
            throw new IllegalArgumentException(
                    "its host or port is malformed; wildcards and dots at the end are not possible");
        }
        return new WebOrigin(Optional.ofNullable(url.getScheme()).orElse(""), host, url.getPort());
    }

    private static UriComponents components(String address) {
        try {
            return UriComponentsBuilder.fromUriString(address, ParserType.WHAT_WG)
                    .build();
        } catch (InvalidUrlException malformed) {
            throw new IllegalArgumentException("its host or port is malformed", malformed);
        }
    }

    boolean isHttps() {
        return scheme.equals("https");
    }

    /** Returns whether browsers treat the host as this computer, and so http to it as safe. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    boolean isAddress() {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    /** Formats the origin as the header {@code Origin} has it. */
    @Override
    public String toString() {
        return AllowedOrigins.origin(scheme, host, port);
    }
}
