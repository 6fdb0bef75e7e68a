package dev.storelatch.request;

import dev.storelatch.core.StartupException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A list of origins (RFC 6454). Entries may have a trailing slash or a default port, which are common mistakes; the header
 * that a browser sends is compared exactly.
 */
public final class AllowedOrigins {

    private final Set<String> origins = new LinkedHashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private AllowedOrigins() {}

    /**
     * Parses the entries of a setting.
     *
     * @param setting the setting's name, for the message
     * @throws StartupException if an entry is neither an origin nor an anchored regular expression
     */
    public static AllowedOrigins of(List<String> entries, String setting) {
        AllowedOrigins allowed = new AllowedOrigins();
        for (String entry : entries) {
            String text = entry.strip();
            if (text.length() > 1 && text.startsWith("/") && text.endsWith("/")) {
                allowed.patterns.add(pattern(text.substring(1, text.length() - 1), setting));
            } else if (!text.isEmpty()) {
                allowed.origins.add(origin(text, setting));
            }
        }
        return allowed;
    }

    /**
     * Returns true if the origin is listed.
     *
     * @param origin the {@code Origin} header; a missing one and the text {@code null} are never allowed
     */
    public boolean allow(@Nullable String origin) {
        return origin != null
                && (origins.contains(origin)
                        || patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(origin).find()));
    }

    /** Returns the entries that are origins, in their order. */
    public Set<String> origins() {
        return Collections.unmodifiableSet(origins);
    }

    /** Returns the entries that are regular expressions, in their order. */
    public List<Pattern> patterns() {
        return Collections.unmodifiableList(patterns);
    }

    private static String origin(String text, String setting) {
        try {
            URI uri = URI.create(text.toLowerCase(Locale.ROOT));
            String path = uri.getRawPath();
            if (uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && (path == null || path.isEmpty() || path.equals("/"))) {
                return origin(uri.getScheme(), uri.getHost(), uri.getPort());
            }
        } catch (IllegalArgumentException notAUri) {
            // Refused below.
        }
        throw new StartupException(
                "%s has an entry that is not an origin: %s".formatted(setting, text),
                "Write it as a scheme, a host and an optional port, such as https://shop.example.com.");
    }

    /** Formats an origin as browsers do, without the scheme's default port. */
    public static String origin(String scheme, String host, int port) {
        boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    private static Pattern pattern(String regex, String setting) {
        try {
            if (regex.endsWith("$") && !regex.endsWith("\\$")) {
                return Pattern.compile(regex);
            }
        } catch (PatternSyntaxException e) {
            // Refused below.
        }
        throw new StartupException(
                "%s has a regular expression that is malformed or does not end with $: /%s/".formatted(setting, regex),
                "End it with $, otherwise any site could append its own name to yours: /^https:\\/\\/.*\\.example\\.com$/.");
    }
}
