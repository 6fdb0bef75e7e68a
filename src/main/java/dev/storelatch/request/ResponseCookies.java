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

    /** Returns true if the cookies are sent over https only. */
    public boolean areSecure() {
        return attributes.contains("; Secure");
    }

    /** Returns the name of a cookie that no other host can set, if it is secure (RFC 6265bis §4.1.3.2). */
    public String hostName(String name) {
        return (areSecure() ? "__Host-" : "") + name;
    }

    /**
     * Returns a {@code Set-Cookie} header of a cookie that only this host receives. A secure one is also sent with requests from
     * other sites, such as a form that an OpenID provider lets the browser post.
     */
    public String setHostCookie(String name, String value, Instant expires) {
        return hostName(name) + "=" + value + "; Path=/; Expires=" + HTTP_DATE.format(expires) + "; HttpOnly"
                + (areSecure() ? "; Secure; SameSite=None" : "; SameSite=Lax");
    }

    /** Returns a {@code Set-Cookie} header, with the attributes in the order of {@code express-session}. */
    public String setCookie(String name, String value, Instant expires) {
        return name + "=" + value
                + (domain == null ? "" : "; Domain=" + domain)
                + "; Path=/; Expires=" + HTTP_DATE.format(expires)
                + "; HttpOnly"
                + attributes;
    }
}
