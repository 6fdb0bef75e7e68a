package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

class BracketedQueryFuzzTest {

    /** All parameters, one of them, its property, and what that becomes if it is sent with more brackets. */
    private static final int MOST_LEVELS = 4;

    @FuzzTest(maxDuration = "2m")
    void query(byte[] sent) {
        String query = new String(sent, StandardCharsets.ISO_8859_1);

        JsonNode parsed = BracketedQuery.parse(new QueryString(query));

        int parameters = query.split("&", -1).length;
        assertThat(leaves(parsed)).isLessThanOrEqualTo(parameters);
        assertThat(levels(parsed)).isLessThanOrEqualTo(MOST_LEVELS);
        assertThat(BracketedQuery.parse(new QueryString("&" + query + "&&"))).isEqualTo(parsed);
    }

    /** Each line is a value: all are found again, in their order. */
    @FuzzTest(maxDuration = "2m")
    void values(byte[] sent) {
        List<String> values = Arrays.asList(new String(sent, StandardCharsets.UTF_8).split("\n", -1));
        for (String name : new String[] {"a", "a[]", "a[0]"}) {
            String query = values.stream()
                    .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));

            JsonNode parsed = BracketedQuery.parse(new QueryString(query)).path("a");

            assertThat(
                            parsed.isArray()
                                    ? parsed.valueStream()
                                            .map(JsonNode::stringValue)
                                            .toList()
                                    : List.of(parsed.stringValue()))
                    .isEqualTo(values);
        }
    }

    private static long leaves(JsonNode node) {
        return node.isContainer()
                ? node.valueStream().mapToLong(BracketedQueryFuzzTest::leaves).sum()
                : 1;
    }

    private static int levels(JsonNode node) {
        return node.isContainer()
                ? 1
                        + node.valueStream()
                                .mapToInt(BracketedQueryFuzzTest::levels)
                                .max()
                                .orElse(0)
                : 0;
    }
}
