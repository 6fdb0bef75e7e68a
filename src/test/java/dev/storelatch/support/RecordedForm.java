package dev.storelatch.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Compares JSON with recorded JSON: literally and in its key order, but placeholders by their form. */
public final class RecordedForm {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("<(?<id>[a-z]+)_ULID( (?<of>[^>]+))?>|<(?<form>[^<>]+)>");
    private static final Map<String, String> FORMS = Map.of(
            "iso8601 ms Z", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z",
            "jwt", "[\\w-]+\\.[\\w-]+\\.[\\w-]+",
            "any text", "(?s).*");

    private final Function<String, @Nullable String> known;

    /** @param known returns the id for what a placeholder names after its prefix, or null if any id will do */
    public RecordedForm(Function<String, @Nullable String> known) {
        this.known = known;
    }

    /** Asserts that the actual JSON has the recorded form; {@code path} is its path, for the message. */
    public void assertSame(String path, JsonNode actual, JsonNode recorded) {
        assertThat(actual.getNodeType()).as(path).isEqualTo(recorded.getNodeType());
        if (recorded.isObject()) {
            assertThat(actual.propertyNames()).as(path).containsExactlyElementsOf(recorded.propertyNames());
            recorded.forEachEntry((name, value) -> assertSame(path + "." + name, actual.path(name), value));
        } else if (recorded.isArray()) {
            assertThat(actual.size()).as(path).isEqualTo(recorded.size());
            List<JsonNode> expected = sorted(path, recorded);
            List<JsonNode> found = sorted(path, actual);
            for (int i = 0; i < expected.size(); i++) {
                assertSame(path + "[" + i + "]", found.get(i), expected.get(i));
            }
        } else if (recorded instanceof StringNode text) {
            assertThat(actual.stringValue()).as(path).matches(pattern(text.stringValue()));
        } else {
            assertThat(actual.toString()).as(path).isEqualTo(recorded.toString());
        }
    }

    /** Medusa returned the items of a fulfillment in either order, so their order is not compared. */
    private static List<JsonNode> sorted(String path, JsonNode array) {
        Comparator<JsonNode> byQuantity =
                Comparator.comparingInt(item -> item.path("quantity").asInt());
        return path.matches(".*fulfillments\\[\\d+]\\.items")
                ? array.valueStream().sorted(byQuantity).toList()
                : array.valueStream().toList();
    }

    private Pattern pattern(String recorded) {
        StringBuilder regex = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(recorded);
        int end = 0;
        while (placeholder.find()) {
            String form = form(placeholder);
            if (form != null) {
                regex.append(Pattern.quote(recorded.substring(end, placeholder.start())))
                        .append(form);
                end = placeholder.end();
            }
        }
        return Pattern.compile(regex + Pattern.quote(recorded.substring(end)));
    }

    private @Nullable String form(Matcher placeholder) {
        if (placeholder.group("id") == null) {
            return FORMS.get(placeholder.group("form"));
        }
        String id = placeholder.group("of") == null ? null : known.apply(placeholder.group("of"));
        return id != null ? Pattern.quote(id) : placeholder.group("id") + "_[0-9A-HJKMNP-TV-Z]{26}";
    }
}
