package dev.storelatch.session;

import dev.storelatch.doctor.CookieAttributes;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Codec of the cookie {@code connect.sid}, byte for byte as the npm package {@code express-session} reads and writes it:
 * {@code s:<id>.<signature>}, percent-encoded. Of several cookies with that name the first counts.
 */
@Component
class SessionCookie {

    private static final String NAME = "connect.sid";
    private static final String PREFIX = "s:";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final CookieSignature signature;
    private final SessionSettings settings;
    private final Clock clock;

    SessionCookie(SessionSettings settings, Clock clock) {
        this.signature = new CookieSignature(settings.secrets());
        this.settings = settings;
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
        CookieAttributes cookie = settings.cookie();
        return NAME + "=" + value
                + (cookie.domain() == null ? "" : "; Domain=" + cookie.domain())
                + "; Path=/; Expires=" + HTTP_DATE.format(expires)
                + "; HttpOnly"
                + cookie.format();
    }

    private static Optional<String> find(List<String> cookieHeaders) {
        return cookieHeaders.stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(SessionCookie::valueIfNamed)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable String valueIfNamed(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0 || !pair.substring(0, equals).strip().equals(NAME)) {
            return null;
        }
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
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
