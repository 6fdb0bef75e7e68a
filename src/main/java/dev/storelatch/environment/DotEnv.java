package dev.storelatch.environment;

import dev.storelatch.core.StartupException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a file {@code .env} by the rules of Node's package dotenv, which Medusa uses: values may have single, double or
 * back quotes, and then may span lines; in double quotes {@code \n} is a line feed; without quotes a {@code #} begins a
 * comment; the last value of a repeated name counts. A byte order mark, with which editors on Windows begin a file, is
 * skipped.
 */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile("""
            \\h*+(?:(?:export\\h++)?+(?<name>[A-Za-z_][\\w.-]*+)\\h*+=\\h*+\
            (?:(?<quote>['"`])(?<quoted>(?s:.*?))\\k<quote>|(?<plain>(?!['"`])[^#\\r\\n]*+))\\h*+)?(?:#.*+)?+(?:\\R|\\z)""");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DotEnv() {}

    /** @throws StartupException if a line is malformed; the message has its number, but not its content */
    static Map<String, String> parse(String content) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
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
                "Line %d of the file .env is malformed.".formatted(number),
                "Use the form NAME=value or NAME=\"value\"; # begins a comment.");
    }
}
