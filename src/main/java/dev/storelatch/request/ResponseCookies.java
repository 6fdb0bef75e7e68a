package dev.storelatch.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats the cookies that the server sets, which all have the same attributes (RFC 6265bis §4.1.2).
 *
 * @param domain domain whose hosts receive them; null for the host that sets them only
 * @param attributes the attributes after {@code HttpOnly}, each after a semicolon
 */
public record ResponseCookies(@Nullable String domain, String attributes) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Returns a {@code Set-Cookie} header, with the attributes in the order of {@code express-session}. */
    public String setCookie(String name, String value, Instant expires) {
        return name + "=" + value
                + (domain == null ? "" : "; Domain=" + domain)
                + "; Path=/; Expires=" + HTTP_DATE.format(expires)
                + "; HttpOnly"
                + attributes;
    }
}
