package dev.storelatch.doctor;

import dev.storelatch.doctor.CookieAttributes.SameSite;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/** A received header {@code Set-Cookie} (RFC 6265 §4.1). Its value is kept for requests, but never shown. */
final class SetCookie {

    static final String NAME = "connect.sid";

    private final String value;
    private final Map<String, String> attributes;

    private SetCookie(String value, Map<String, String> attributes) {
        this.value = value;
        this.attributes = attributes;
    }

    /** Returns whether the header sets the session cookie. */
    static boolean isSession(String header) {
        return header.startsWith(NAME + "=");
    }

    static SetCookie parse(String header) {
        String[] parts = header.split(";", -1);
        Map<String, String> attributes = Arrays.stream(parts)
                .skip(1)
                .map(part -> part.strip().split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0].strip().toLowerCase(Locale.ROOT),
                        pair -> pair.length > 1 ? pair[1].strip() : "",
                        (first, last) -> last));
        return new SetCookie(parts[0].substring(NAME.length() + 1), attributes);
    }

    /** Returns the header {@code Cookie} that sends it back. */
    String cookieHeader() {
        return NAME + "=" + value;
    }

    /** Returns the attributes as Chrome takes them, to which a missing {@code SameSite} is {@code Lax}. */
    CookieAttributes attributes() {
        String sameSite =
                Optional.ofNullable(attributes.get("samesite")).orElse("").toUpperCase(Locale.ROOT);
        return new CookieAttributes(
                attributes.containsKey("secure"),
                Arrays.stream(SameSite.values())
                        .filter(known -> known.name().equals(sameSite))
                        .findFirst()
                        .orElse(SameSite.LAX),
                Optional.ofNullable(attributes.get("domain"))
                        .filter(domain -> !domain.isEmpty())
                        .orElse(null),
                attributes.containsKey("partitioned"));
    }

    @Override
    public String toString() {
        return HttpHeaders.SET_COOKIE + attributes.keySet();
    }
}
