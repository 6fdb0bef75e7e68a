package dev.storelatch.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes the device of a log-in for its owner, from the user agent. It is for display only, since a client can send
 * any text.
 */
public final class DeviceDescription {

    private static final int MAX_LENGTH = 64;

    /** Matched in this order, since most browsers also send the tokens of others after their own. */
    private static final List<Token> BROWSERS = List.of(
            new Token("Edg", "Edge"),
            new Token("OPR/", "Opera"),
            new Token("SamsungBrowser/", "Samsung Internet"),
            new Token("FxiOS/", "Firefox"),
            new Token("Firefox/", "Firefox"),
            new Token("CriOS/", "Chrome"),
            new Token("Chrome/", "Chrome"),
            new Token("Safari/", "Safari"));

    private static final List<Token> SYSTEMS = List.of(
            new Token("iPhone", "iOS"),
            new Token("iPad", "iOS"),
            new Token("Android", "Android"),
            new Token("CrOS", "ChromeOS"),
            new Token("Windows", "Windows"),
            new Token("Mac OS X", "macOS"),
            new Token("Linux", "Linux"));

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}+");

    private DeviceDescription() {}

    private record Token(String text, String name) {}

    /** Returns a text such as {@code Firefox on Linux}, or the shortened user agent if the browser is unknown. */
    static @Nullable String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        return recognized(userAgent).orElseGet(() -> printable(userAgent));
    }

    /** Returns a text such as {@code Firefox on Linux}, which nobody can choose freely; empty if the browser is unknown. */
    public static Optional<String> recognized(@Nullable String userAgent) {
        return Optional.ofNullable(userAgent)
                .flatMap(agent -> name(BROWSERS, agent)
                        .map(browser -> name(SYSTEMS, agent)
                                .map(system -> browser + " on " + system)
                                .orElse(browser)));
    }

    private static Optional<String> name(List<Token> tokens, String userAgent) {
        return tokens.stream()
                .filter(token -> userAgent.contains(token.text()))
                .map(Token::name)
                .findFirst();
    }

    private static @Nullable String printable(String text) {
        String clean = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        String cut = clean.substring(0, Math.min(clean.length(), MAX_LENGTH)).strip();
        return cut.isEmpty() ? null : cut;
    }
}
