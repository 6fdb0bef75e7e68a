package dev.storelatch.web;

import dev.storelatch.core.StartupException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A list of origins (RFC 6454). Entries are read forgivingly, since a slash at the end or a default port is a common
 * slip; what a browser sends is compared exactly.
 */
final class AllowedOrigins {

    private final Set<String> origins = new HashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private AllowedOrigins() {}

    /**
     * @param setting the setting's name, for the message
     * @throws StartupException if an entry is neither an origin nor an anchored regular expression
     */
    static AllowedOrigins of(List<String> entries, String setting) {
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

    /** @param origin the {@code Origin} header; none and {@code null} are never allowed */
    boolean allow(@Nullable String origin) {
        return origin != null
                && (origins.contains(origin)
                        || patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(origin).find()));
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
            // The refusal below says it for both cases.
        }
        throw new StartupException(
                "%s has an entry that is not an origin: %s".formatted(setting, text),
                "Write it as a scheme, a host and perhaps a port, like https://shop.example.com.");
    }

    /** The origin as a browser writes it: without the scheme's default port. */
    static String origin(String scheme, String host, int port) {
        boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    private static Pattern pattern(String regex, String setting) {
        try {
            if (regex.endsWith("$") && !regex.endsWith("\\$")) {
                return Pattern.compile(regex);
            }
        } catch (PatternSyntaxException e) {
            // The refusal below says it for both cases.
        }
        throw new StartupException(
                "%s has a regular expression that cannot be read or is open at the end: /%s/".formatted(setting, regex),
                "End it with $, or any site could put its own name behind yours: /^https:\\/\\/.*\\.example\\.com$/.");
    }
}
