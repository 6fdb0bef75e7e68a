package dev.storelatch.federation;

import dev.storelatch.request.CookieHeader;
import dev.storelatch.request.RequestCredentials;
import dev.storelatch.request.ResponseCookies;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The cookie that binds a log-in to the browser that has begun it: 256 random bits. A browser keeps its value while several
 * log-ins wait, as in two tabs.
 */
@Component
class BrowserCookie {

    private static final String NAME = "storelatch.login";
    private static final Pattern FORMAT = Pattern.compile("[\\w-]{43}");

    private final ResponseCookies cookies;
    private final RandomTokens tokens;
    private final Clock clock;

    BrowserCookie(ResponseCookies cookies, RandomTokens tokens, Clock clock) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Returns the value of the request's cookie, or a new one. */
    String findOrCreate(RequestCredentials credentials) {
        return find(credentials).orElseGet(tokens::next);
    }

    /** Returns the value of the request's cookie; empty without one, or if this server cannot have set it. */
    Optional<String> find(RequestCredentials credentials) {
        return CookieHeader.find(credentials.cookies(), cookies.hostName(NAME))
                .filter(value -> FORMAT.matcher(value).matches());
    }

    /** Returns the {@code Set-Cookie} header for the value. */
    String header(String value, Duration lifetime) {
        return cookies.setHostCookie(NAME, value, clock.instant().plus(lifetime));
    }
}
