package dev.storelatch.fuzz;

import dev.storelatch.support.RecordedStep;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Changes JSON as text, so that it may become what no JSON library writes. */
final class JsonMutator {

    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?\\d[\\d.eE+-]*+|true|false|null");
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:" + TOKEN + "),?");

    private static final List<String> OTHER_KEYS = List.of(
            "grant_type",
            "refresh_token",
            "offline_access",
            "current_password",
            "reason",
            "until",
            "token",
            "order_ids",
            "user",
            "role",
            "groups",
            "billing_address",
            "billing_address_id",
            "metadata",
            "api_token",
            "__proto__");

    /** Text that a page must escape. */
    static final String MARKUP = "<script>alert(1)</script>";

    /** Text that has broken some server, as it stands between the quotation marks. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00\\ud800",
            "\\ud83d\\ude00",
            "\\u202e\\u200b\\ufeff",
            "\\n\\r\\t\\b",
            "\u0130\u0131\u00df\u1e9e",
            "e\u0301",
            "%00%zz%s%n",
            "' or ''='",
            "\\\\\\\"",
            "${jndi:x}#{1}",
            MARKUP,
            "../../etc/passwd",
            "null",
            "dk",
            "admin",
            "refresh_token",
            "2026-02-30T25:61:61Z",
            "infinity",
            "+999999999-12-31T23:59:59Z",
            "a@b",
            "@",
            "\\\"a b\\\"@example.com",
            "a@[127.0.0.1]",
            "a@" + "b.".repeat(120) + "com",
            "\u00e9@ex\u00e4mple.com",
            "A@EXAMPLE.COM\\r\\nBcc: b@example.com",
            "x".repeat(254),
            "x".repeat(256),
            "\u00e9".repeat(600),
            "x".repeat(20_000));

    private static final List<String> OTHER_VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "0.1",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "1e-400",
            "1E999999999",
            "9".repeat(1_001),
            "NaN",
            "01",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\":{}}",
            "{\"a\":1,\"a\":2}",
            "{\"__proto__\":{\"a\":1}}",
            "[\"<customer>\",\"<customer>\"]",
            "[" + "1,".repeat(3_000) + "1]",
            "[".repeat(62) + "]".repeat(62),
            "[".repeat(70) + "]".repeat(70),
            "{\"a\":".repeat(5_000));

    private final List<String> keys;

    JsonMutator(List<RecordedStep> steps) {
        keys = Stream.concat(
                        steps.stream()
                                .flatMap(step -> MEMBER.matcher(step.body()).results())
                                .map(member -> member.group(1)),
                        OTHER_KEYS.stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns an object with keys that some route reads. */
    String object(Choice choice) {
        StringBuilder object = new StringBuilder("{");
        for (int i = choice.below(6); i >= 0; i--) {
            object.append(member(choice)).append(i == 0 ? "" : ",");
        }
        return object.append('}').toString();
    }

    String mutated(String json, Choice choice) {
        String changed = json;
        for (int i = choice.below(4); i > 0; i--) {
            changed = mutatedOnce(changed, choice);
        }
        return changed;
    }

    private String mutatedOnce(String json, Choice choice) {
        return switch (choice.below(8)) {
            case 0, 1, 2 -> replaced(json, TOKEN, value(choice), choice);
            case 3, 4 -> replaced(json, Pattern.compile("\\{"), "{" + member(choice) + ",", choice);
            case 5 -> replaced(json, MEMBER, "", choice);
            case 6 -> choice.of("[" + json + "]", "{\"customer\":" + json + "}", json + json, "\ufeff" + json, "", " ");
            default -> json.substring(0, choice.below(json.length() + 1));
        };
    }

    private static String replaced(String json, Pattern part, String replacement, Choice choice) {
        Matcher matcher = part.matcher(json);
        List<MatchResult> parts = matcher.results().toList();
        if (parts.isEmpty()) {
            return json;
        }
        MatchResult chosen = choice.of(parts);
        return json.substring(0, chosen.start()) + replacement + json.substring(chosen.end());
    }

    /** Passwords stay passwords, so that the database can be searched for them. */
    private String member(Choice choice) {
        String key = choice.of(keys);
        Map<String, List<String>> usual = Map.of(
                "email", List.of("<email>", "<user email>", "new-" + choice.below(1_000_000) + "@example.com"),
                "password", List.of("<password>", "<user password>", "correct horse 1"),
                "current_password", List.of("<password>", "<user password>"),
                "token", List.of("<reset>", "<token>", "<refresh>"),
                "refresh_token", List.of("<refresh>"),
                "grant_type", List.of("refresh_token"),
                "role", List.of("admin", "member", "developer"),
                "country_code", List.of("dk", "DK", "zz"));
        List<String> texts = usual.get(key);
        String value = texts != null && choice.percent(75) ? "\"" + choice.of(texts) + "\"" : value(choice);
        return "\"" + key + "\":" + value;
    }

    private static String value(Choice choice) {
        return choice.percent(60) ? "\"" + text(choice) + "\"" : choice.of(OTHER_VALUES);
    }

    /** Returns text as it stands in JSON. */
    static String text(Choice choice) {
        return choice.percent(20) ? choice.of(RequestGenerator.IDS) : choice.of(TEXTS);
    }
}
