package dev.storelatch.request;

import dev.storelatch.core.StartupException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * An entry of {@link AllowedOrigins} that is a regular expression, in the forms of Medusa 1.20: between slashes or two of
 * {@code ~ @ ; % # '}, with flags. Medusa takes each one as it is. Here, one that also allows a stranger's origin is refused.
 */
final class OriginExpression {

    private static final Pattern FORM = Pattern.compile("([/~@;%#'])(.*?)\\1([gimsuy]*)");
    private static final Pattern METACHARACTER = Pattern.compile("[\\\\^$*+?()\\[\\]{}|]");
    private static final Pattern LEADING_WILDCARDS = Pattern.compile("^(?:\\.[*+]\\??|\\\\\\.)+");
    private static final Pattern WILDCARD_BEFORE_NAME =
            Pattern.compile("(//|\\\\/\\\\/)(?:\\.[*+]\\??|\\(\\.[*+]\\??\\)\\??)(?=[a-z0-9(])");
    private static final Pattern SCHEME = Pattern.compile("//|^https?\\??:");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
    private static final Pattern TOP_LEVEL_DOMAIN = Pattern.compile("\\.([a-z]{2,})(?:\\(?:.*)?$");
    private static final int LONGEST_SHORT_LABEL = 3;

    /** Suffixes under which anybody can have a page: hosting companies first, which Medusa's users name most. */
    private static final List<String> SHARED_SUFFIXES = List.of(
            "vercel.app",
            "netlify.app",
            "pages.dev",
            "workers.dev",
            "herokuapp.com",
            "onrender.com",
            "github.io",
            "web.app",
            "example",
            "com",
            "co.uk",
            "com.br",
            "com.au");

    private final String expression;
    private final String flags;

    private OriginExpression(String expression, String flags) {
        this.expression = expression;
        this.flags = flags;
    }

    /** Returns the expression if the entry has the form of one. */
    static Optional<OriginExpression> of(String entry) {
        Matcher form = FORM.matcher(entry);
        return form.matches() ? Optional.of(new OriginExpression(form.group(2), form.group(3))) : Optional.empty();
    }

    /**
     * Returns the pattern.
     *
     * @param setting the setting's name, for the message
     * @throws StartupException if it is malformed, or allows other origins than it seems to; the action has the corrected form
     */
    Pattern compile(String setting) {
        String corrected = corrected();
        Pattern pattern = pattern(corrected, setting);
        strangers(corrected)
                .filter(origin -> pattern.matcher(origin).matches())
                .findFirst()
                .ifPresent(stranger -> {
                    throw refusal(
                            setting,
                            "that allows the origins of strangers, such as " + stranger,
                            "List each origin, such as https://shop.example.com, or write the domain in full, such as"
                                    + " /^https:\\/\\/(.+\\.)?shop\\.example\\.com$/.");
                });
        if (!corrected.equals(expression)) {
            throw refusal(
                    setting,
                    "that allows other origins than it seems to",
                    "Write it as %s. It must begin with ^https:// and end with $, a dot of a host is written as \\., and what stands for sub-domains ends with \\.."
                            .formatted(asOrigin().orElse("/" + corrected + "/" + flags)));
        }
        return pattern;
    }

    private Pattern pattern(String regex, String setting) {
        try {
            return Pattern.compile(regex, flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException malformed) {
            throw refusal(
                    setting,
                    "that is malformed",
                    "Commas separate entries, also within an expression. Write it such as"
                            + " /^https:\\/\\/(.+\\.)?shop\\.example\\.com$/.");
        }
    }

    private StartupException refusal(String setting, String problem, String action) {
        return new StartupException(
                "%s has a regular expression %s: /%s/%s".formatted(setting, problem, expression, flags), action);
    }

    /** Returns the expression with the usual mistakes corrected; a correct one is not changed. */
    private String corrected() {
        String body = LEADING_WILDCARDS.matcher(body()).replaceFirst("");
        if (body.isEmpty()) {
            return "^.*$";
        }
        body = escapeDots(body);
        if (hasTopLevelAlternatives(body)) {
            body = "(?:" + body + ")";
        }
        if (body.startsWith("://") || body.startsWith(":\\/\\/")) {
            body = "https" + body;
        } else if (!SCHEME.matcher(unescaped(body)).find()) {
            body = "https:\\/\\/(.+\\.)?" + body;
        }
        return "^" + WILDCARD_BEFORE_NAME.matcher(body).replaceAll("$1(.+\\\\.)?") + "$";
    }

    /** Returns the expression without its anchors. */
    private String body() {
        int from = expression.startsWith("^") ? 1 : 0;
        boolean anchored = expression.endsWith("$") && !expression.endsWith("\\$") && expression.length() > from;
        return expression.substring(from, anchored ? expression.length() - 1 : expression.length());
    }

    private Optional<String> asOrigin() {
        String text = unescaped(body());
        return METACHARACTER.matcher(text).find() ? Optional.empty() : AllowedOrigins.parse(text);
    }

    private static String unescaped(String regex) {
        return regex.replaceAll("\\\\([./-])", "$1");
    }

    /** Escapes the dots that stand for one character, as those of a host written without a backslash do. */
    private static String escapeDots(String regex) {
        StringBuilder escaped = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            char next = i + 1 < regex.length() ? regex.charAt(i + 1) : ' ';
            if (c == '\\' && i + 1 < regex.length()) {
                escaped.append(c).append(next);
                i++;
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            escaped.append(c == '.' && !inClass && "*+?{".indexOf(next) < 0 ? "\\." : String.valueOf(c));
        }
        return escaped.toString();
    }

    /** The anchors of {@code ^a|b$} apply to one alternative each. */
    private static boolean hasTopLevelAlternatives(String regex) {
        int depth = 0;
        for (char c : regex.replaceAll("\\\\.|\\[[^\\]]*]", "").toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns origins that somebody else can have and that a too wide expression allows. */
    private static Stream<String> strangers(String regex) {
        String text = unescaped(regex.substring(1, regex.length() - 1));
        Stream<String> lookalikes = DOMAIN.matcher(text)
                .results()
                .map(domain -> registrable(domain.group()))
                .flatMap(domain -> Stream.of("stranger" + domain, "stranger-" + domain, domain + ".stranger.example"));
        // Of an expression with an open end, as in shop\.(com|.*).
        Stream<String> continued = Arrays.stream(text.split("[^a-z0-9-]+"))
                .flatMap(label -> Stream.of(label + ".stranger.example", label + ".stranger"));
        Stream<String> suffixes = Stream.concat(
                SHARED_SUFFIXES.stream(),
                TOP_LEVEL_DOMAIN.matcher(text).results().map(match -> match.group(1)));
        return Stream.of(suffixes.map("stranger."::concat), lookalikes, continued)
                .flatMap(hosts -> hosts)
                .flatMap(host -> Stream.of("https://" + host, "http://" + host, "https://" + host + ":8443"));
    }

    /** Returns the last two labels, or three if the second is short, as in {@code co.uk}. */
    private static String registrable(String domain) {
        String[] labels = domain.split("\\.");
        int count = labels.length > 2 && labels[labels.length - 2].length() <= LONGEST_SHORT_LABEL ? 3 : 2;
        return Stream.of(labels)
                .skip(labels.length - count)
                .reduce((left, right) -> left + "." + right)
                .orElse("");
    }
}
