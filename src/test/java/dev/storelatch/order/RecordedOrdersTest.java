package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.core.Failure;
import dev.storelatch.support.MedusaSample;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a Medusa 1.20.11 was recorded to answer on the sample's orders, step by step, key order included. */
class RecordedOrdersTest {

    private static final Pattern ORDER = Pattern.compile("<order_ULID #(\\d+)>");
    private static final Pattern ID = Pattern.compile("<(\\w+)_ULID[^>]*>");

    private final SampleOrders sample = new SampleOrders();

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() throws IOException {
        return steps().stream()
                .filter(step -> step.path("name").asString().startsWith("orders: ")
                        && step.path("request").path("headers").has("Authorization"))
                .map(step -> DynamicTest.dynamicTest(step.path("name").asString(), () -> replay(step)));
    }

    @Test
    void logInShowsThePlainOrders() throws IOException {
        JsonNode recorded = steps().stream()
                .filter(step -> step.path("name").asString().equals("store login: ok, orders and addresses"))
                .findFirst()
                .orElseThrow();
        assertSame(
                sample.orders.plainOrdersOf(sample.customer("ada@example.com")),
                recorded.path("response").path("json").path("customer").path("orders"),
                "orders");
    }

    private void replay(JsonNode step) {
        String name = step.path("name").asString();
        String customer = name.contains("bob's") || name.contains("(bob)") ? "bob@example.com" : "ada@example.com";
        String path = step.path("request").path("path").asString();
        String query = path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
        query = ORDER.matcher(query)
                .replaceAll(order -> sample.one("select id from \"order\" where display_id = " + order.group(1)))
                .replace("<reg_ULID eu>", sample.one("select id from region where currency_code = 'eur'"))
                .replace("<iso8601 ms Z>", "2020-01-01T00:00:00.000Z");
        JsonNode response = step.path("response");
        JsonNode recorded = response.path("json");
        if (response.path("status").asInt() == 200) {
            JsonNode actual = sample.list(customer, query);
            if (recorded.path("limit").asInt() == 0) {
                assertThat(actual.path("limit").asInt()).isEqualTo(100);
                ((ObjectNode) actual).put("limit", 0);
            }
            assertSame(actual, recorded, "");
            return;
        }
        String url = query;
        String message = response.path("status").asInt() == 400
                ? recorded.path("message").asString()
                : "";
        assertThatExceptionOfType(Failure.InvalidData.class)
                .isThrownBy(() -> sample.list(customer, url))
                .withMessageContaining(message);
    }

    private static List<JsonNode> steps() throws IOException {
        return new ArrayList<>(SampleOrders.JSON
                .readTree(Files.readString(MedusaSample.file("transcripts.json")))
                .path("steps")
                .values());
    }

    /** Medusa was recorded with two orders of the same fulfillment's items, so theirs says nothing. */
    private static List<JsonNode> inOrder(JsonNode array, String path) {
        return path.matches(".*fulfillments\\[\\d+]\\.items")
                ? array.valueStream()
                        .sorted(Comparator.comparingInt(
                                item -> item.path("quantity").asInt()))
                        .toList()
                : array.valueStream().toList();
    }

    /** Equal but for ids and times, which the recording replaces by their form. */
    private static void assertSame(JsonNode actual, JsonNode recorded, String path) {
        assertThat(actual.getNodeType()).as(path).isEqualTo(recorded.getNodeType());
        if (recorded.isObject()) {
            assertThat(actual.propertyNames()).as(path).containsExactlyElementsOf(recorded.propertyNames());
            recorded.forEachEntry((name, value) -> assertSame(actual.path(name), value, path + "." + name));
        } else if (recorded.isArray()) {
            assertThat(actual.size()).as(path).isEqualTo(recorded.size());
            List<JsonNode> expected = inOrder(recorded, path);
            List<JsonNode> found = inOrder(actual, path);
            for (int i = 0; i < expected.size(); i++) {
                assertSame(found.get(i), expected.get(i), path + "[" + i + "]");
            }
        } else if (recorded instanceof StringNode text && text.stringValue().startsWith("<")) {
            Matcher id = ID.matcher(text.stringValue());
            assertThat(actual.stringValue())
                    .as(path)
                    .matches(
                            id.matches()
                                    ? id.group(1) + "_\\w{26}"
                                    : "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        } else {
            assertThat(actual.toString()).as(path).isEqualTo(recorded.toString());
        }
    }
}
