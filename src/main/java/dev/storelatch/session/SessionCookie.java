package dev.storelatch.session;

import dev.storelatch.request.CookieHeader;
import dev.storelatch.request.ResponseCookies;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Codec of the cookie {@code connect.sid}, byte for byte as the npm package {@code express-session} reads and writes it:
 * {@code s:<id>.<signature>}, percent-encoded. Of several cookies with that name the first counts.
 */
@Component
class SessionCookie {

    private static final String NAME = "connect.sid";
    private static final String PREFIX = "s:";

    private final CookieSignature signature;
    private final SessionSettings settings;
    private final ResponseCookies cookies;
    private final Clock clock;

    SessionCookie(SessionSettings settings, ResponseCookies cookies, Clock clock) {
        this.signature = new CookieSignature(settings.secrets());
        this.settings = settings;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Returns the session id in the request's cookie; empty if there is none or it is not signed by us. */
    Optional<String> readId(List<String> cookieHeaders) {
        return find(cookieHeaders)
                .map(SessionCookie::decode)
                .filter(value -> value.startsWith(PREFIX))
                .flatMap(value -> signature.unsign(value.substring(PREFIX.length())));
    }

    /** Returns true if the request carries a cookie of this name, valid or not. */
    boolean isPresent(List<String> cookieHeaders) {
        return find(cookieHeaders).isPresent();
    }

    /** Returns the {@code Set-Cookie} header for this session id. */
    String create(String id) {
        return header(encode(PREFIX + signature.sign(id)), clock.instant().plus(settings.idleTimeout()));
    }

    /** Returns a {@code Set-Cookie} header that makes the client delete the cookie. */
    String expired() {
        return header("", Instant.EPOCH);
    }

    /** Returns the request's own cookie as a {@code Set-Cookie} header with a new {@code Expires}. */
    Optional<String> renewed(List<String> cookieHeaders) {
        return find(cookieHeaders)
                .map(SessionCookie::decode)
                .map(value -> header(encode(value), clock.instant().plus(settings.idleTimeout())));
    }

    private String header(String value, Instant expires) {
        return cookies.setCookie(NAME, value, expires);
    }

    private static Optional<String> find(List<String> cookieHeaders) {
        return CookieHeader.find(cookieHeaders, NAME);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Decodes percent-encoding alone: a plus sign stays one. A malformed value is returned unchanged. */
    private static String decode(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }
}
