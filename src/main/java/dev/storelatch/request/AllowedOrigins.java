package dev.storelatch.request;

import dev.storelatch.core.StartupException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of origins (RFC 6454). Entries may have a trailing slash or a default port, which are common mistakes; the header
 * that a browser sends is compared exactly.
 */
public final class AllowedOrigins {

    /** A host has at most 253 characters (RFC 1035); longer headers are not worth the time of a regular expression. */
    private static final int MAX_LENGTH = 300;

    private static final Pattern WILDCARD_HOST =
            Pattern.compile("(?:https?://)?\\*\\.([a-z0-9-]+(?:\\.[a-z0-9-]+)+)/?");
    private static final String EXAMPLE =
            "Write it as a scheme, a host and an optional port, such as https://shop.example.com.";

    private final Set<String> origins = new LinkedHashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private AllowedOrigins() {}

    /**
     * Parses the entries of a setting.
     *
     * @param setting the setting's name, for the message
     * @throws StartupException if an entry is not an origin, or is a regular expression that allows the origins of strangers;
     *     its action has the corrected form
     */
    public static AllowedOrigins of(List<String> entries, String setting) {
        AllowedOrigins allowed = new AllowedOrigins();
        for (String entry : entries) {
            String text = entry.strip();
            Optional<OriginExpression> expression = OriginExpression.of(text);
            if (expression.isPresent()) {
                allowed.patterns.add(expression.get().compile(setting));
            } else if (!text.isEmpty()) {
                allowed.origins.add(parse(text).orElseThrow(() -> refusal(text, setting)));
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
                && origin.length() <= MAX_LENGTH
                && (origins.contains(origin)
                        || patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(origin).matches()));
    }

    /** Returns the entries that are origins, in their order. */
    public Set<String> origins() {
        return Collections.unmodifiableSet(origins);
    }

    /** Returns the entries that are regular expressions, in their order. */
    public List<Pattern> patterns() {
        return Collections.unmodifiableList(patterns);
    }

    /** Formats an origin as browsers do, without the scheme's default port. */
    public static String origin(String scheme, String host, int port) {
        boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    /** Returns the origin as browsers write it; empty if the text is not an origin or has more than one. */
    public static Optional<String> parse(String text) {
        return address(text)
                .filter(uri ->
                        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null)
                .filter(uri -> uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                .map(uri -> origin(uri.getScheme(), uri.getHost(), uri.getPort()))
                .filter(origin -> origin.length() <= MAX_LENGTH);
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text.toLowerCase(Locale.ROOT)))
                    .filter(uri -> uri.getScheme() != null && uri.getHost() != null);
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static StartupException refusal(String text, String setting) {
        return new StartupException("%s has an entry that is not an origin: %s".formatted(setting, text), action(text));
    }

    private static String action(String text) {
        if (text.equals("*")) {
            return "Every site could then use the log-ins of your customers. List each origin, such as"
                    + " https://shop.example.com.";
        }
        if (text.equalsIgnoreCase("null")) {
            return "Every site can have it, in a sandboxed frame. Remove it, and serve the page by https, such as"
                    + " https://shop.example.com.";
        }
        Matcher wildcard = WILDCARD_HOST.matcher(text.toLowerCase(Locale.ROOT));
        if (wildcard.matches()) {
            return "Write it as /^https:\\/\\/(.+\\.)%s$/."
                    .formatted(wildcard.group(1).replace(".", "\\."));
        }
        String scheme = text.matches("(?i)(localhost|127\\.).*") ? "http://" : "https://";
        return address(text.contains("://") ? text : scheme + text)
                .filter(uri -> uri.getHost().matches("localhost|.*[.:].*"))
                .map(uri -> "Write it as %s.".formatted(origin(uri.getScheme(), uri.getHost(), uri.getPort())))
                .orElse(EXAMPLE);
    }
}
