package dev.storelatch.environment;

import dev.storelatch.core.StartupException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file {@code .env}, read as Node's package dotenv reads it, since that is what has read a Medusa shop's:
 * values may stand in single, double or back quotes, which then may span lines; in double quotes {@code \n} is a line
 * feed; without quotes a {@code #} begins a comment; a name that stands twice has its last value.
 */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile("""
            \\h*+(?:(?:export\\h++)?+(?<name>[A-Za-z_][\\w.-]*+)\\h*+=\\h*+\
            (?:(?<quote>['"`])(?<quoted>(?s:.*?))\\k<quote>|(?<plain>(?!['"`])[^#\\r\\n]*+))\\h*+)?(?:#.*+)?+(?:\\R|\\z)""");

    private DotEnv() {}

    /** @throws StartupException naming the number, but not the content, of a line that has no such form */
    static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher line = LINE.matcher(text);
        for (int position = 0; position < text.length(); position = line.end()) {
            if (!line.find(position) || line.start() != position) {
                throw malformed(1 + text.substring(0, position).lines().count());
            }
            if (line.group("name") != null) {
                values.put(line.group("name"), value(line));
            }
        }
        return values;
    }

    private static String value(Matcher line) {
        String quote = line.group("quote");
        if (quote == null) {
            return line.group("plain").strip();
        }
        String quoted = line.group("quoted");
        return quote.equals("\"") ? quoted.replace("\\n", "\n").replace("\\r", "\r") : quoted;
    }

    private static StartupException malformed(long number) {
        return new StartupException(
                "Line %d of the file .env cannot be read.".formatted(number),
                "Write NAME=value, or quote the value as in NAME=\"value\"; # begins a comment.");
    }
}
