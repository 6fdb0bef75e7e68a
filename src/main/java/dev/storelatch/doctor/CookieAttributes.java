package dev.storelatch.doctor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Attributes of the session cookie, as settings below {@code storelatch.session.cookie}.
 *
 * @param secure true to send it over https only
 * @param sameSite requests from other sites that it is added to; {@code none} requires {@code secure}
 * @param domain domain whose hosts receive it; null for the host that set it only
 * @param partitioned true for a separate cookie per top-level site (CHIPS); requires {@code secure}
 */
public record CookieAttributes(
        @DefaultValue("true") boolean secure,
        @DefaultValue("none") SameSite sameSite,
        @Nullable String domain,
        @DefaultValue("false") boolean partitioned) {

    /** Requests from other sites that a browser adds the cookie to (RFC 6265bis §5.6.7). */
    public enum SameSite {
        STRICT("Strict"),
        LAX("Lax"),
        NONE("None");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    /** Formats the attributes as in a {@code Set-Cookie} header, each after a semicolon. */
    public String format() {
        return (secure ? "; Secure" : "") + (partitioned ? "; Partitioned" : "") + "; SameSite=" + sameSite.attribute();
    }
}
