package dev.storelatch.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;

/**
 * The cookie {@code connect.sid}, byte for byte as the npm package {@code express-session} writes and reads it:
 * {@code s:<id>.<signature>}, percent-encoded. Of two cookies of that name the first counts. Towards Spring Session it
 * speaks of stored ids; the id itself stays in the cookie.
 */
@Component
class ConnectSidCookie implements CookieSerializer {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectSidCookie.class);
    private static final String NAME = "connect.sid";
    private static final String PREFIX = "s:";
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final CookieSignature signature;
    private final SessionSettings settings;
    private final SessionIds ids;
    private final Clock clock;
    private final AtomicLong nextWarning = new AtomicLong();

    ConnectSidCookie(SessionSettings settings, SessionIds ids, Clock clock) {
        this.signature = new CookieSignature(settings.secrets());
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /** The stored form of the id in the request's cookie: at most one, none if the cookie is not ours. */
    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return sent(request)
                .map(ConnectSidCookie::decoded)
                .filter(value -> value.startsWith(PREFIX))
                .flatMap(value -> signature.unsign(value.substring(PREFIX.length())))
                .map(SessionIds::stored)
                .stream()
                .toList();
    }

    /** Whether the request carries a cookie of that name, good or bad. */
    boolean isSentWith(HttpServletRequest request) {
        return sent(request).isPresent();
    }

    /** Sends the cookie of the id just made, or one that is over already if its maximum age is 0. */
    @Override
    public void writeCookieValue(CookieValue cookie) {
        boolean expire = cookie.getCookieMaxAge() == 0;
        String value = expire ? "" : encoded(PREFIX + signature.sign(ids.generated()));
        Instant expires = expire ? Instant.EPOCH : clock.instant().plus(settings.idleTimeout());
        cookie.getResponse().addHeader(HttpHeaders.SET_COOKIE, NAME + "=" + value + attributes(expires));
        warnIfBrowsersMayDropIt(cookie.getRequest());
    }

    /** Sends the request's own cookie again with a new {@code Expires}. */
    void renew(CookieValue cookie) {
        sent(cookie.getRequest())
                .map(ConnectSidCookie::decoded)
                .ifPresent(value -> cookie.getResponse()
                        .addHeader(
                                HttpHeaders.SET_COOKIE,
                                NAME + "=" + encoded(value)
                                        + attributes(clock.instant().plus(settings.idleTimeout()))));
    }

    private String attributes(Instant expires) {
        SessionSettings.Cookie cookie = settings.cookie();
        return (cookie.domain() == null ? "" : "; Domain=" + cookie.domain())
                + "; Path=/; Expires=" + HTTP_DATE.format(expires)
                + "; HttpOnly"
                + (cookie.secure() ? "; Secure" : "")
                + (cookie.partitioned() ? "; Partitioned" : "")
                + "; SameSite=" + cookie.sameSite().attribute();
    }

    private void warnIfBrowsersMayDropIt(HttpServletRequest request) {
        if (!settings.cookie().secure() || request.isSecure()) {
            return;
        }
        long now = clock.millis();
        long due = nextWarning.get();
        if (now >= due && nextWarning.compareAndSet(due, now + WARNING_INTERVAL.toMillis())) {
            LOG.warn("A Secure connect.sid went out over a request that is not known to be https, and a browser would"
                    + " drop it. Behind a proxy that ends TLS, let it send X-Forwarded-Proto: https and list it in"
                    + " server.tomcat.remoteip.internal-proxies; without TLS, set"
                    + " storelatch.session.cookie.secure=false and storelatch.session.cookie.same-site=lax.");
        }
    }

    private static Optional<String> sent(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.COOKIE)).stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(ConnectSidCookie::valueIfNamed)
                .filter(value -> value != null)
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

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Decodes percent-encoding alone: a plus sign stands for itself. A malformed value stays as it is. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }
}
