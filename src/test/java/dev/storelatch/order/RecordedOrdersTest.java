package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.core.Failure;
import dev.storelatch.support.RecordedForm;
import dev.storelatch.support.RecordedStep;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the order list with what a Medusa 1.20.11 returned for the sample's orders, key order included. */
class RecordedOrdersTest {

    private static final Pattern ORDER = Pattern.compile("<order_ULID #(\\d+)>");

    private final SampleOrders sample = new SampleOrders();
    private final RecordedForm form = new RecordedForm(this::id);

    @TestFactory
    Stream<DynamicTest> responseIsAsRecorded() {
        return listings().stream().map(step -> DynamicTest.dynamicTest(step.name(), () -> replay(step)));
    }

    @Test
    void everyRecordedListingIsReplayed() {
        assertThat(listings().size()).isEqualTo(39);
    }

    @Test
    void loginReturnsTheOrdersWithoutRelations() {
        RecordedStep login = RecordedStep.all().stream()
                .filter(step -> step.name().equals("store login: ok, orders and addresses"))
                .findFirst()
                .orElseThrow();

        form.assertSame(
                "orders",
                sample.orders.plainOrdersOf(sample.customer("ada@example.com")),
                login.json().path("customer").path("orders"));
    }

    private static List<RecordedStep> listings() {
        return RecordedStep.all().stream()
                .filter(step ->
                        step.name().startsWith("orders: ") && step.headers().containsKey("Authorization"))
                .toList();
    }

    private void replay(RecordedStep step) {
        boolean bob = step.name().contains("bob's") || step.name().contains("(bob)");
        String customer = bob ? "bob@example.com" : "ada@example.com";
        String query = query(step);
        if (step.status() != 200) {
            String message = step.status() == 400 ? step.json().path("message").asString() : "";
            assertThatExceptionOfType(Failure.InvalidData.class)
                    .isThrownBy(() -> sample.list(customer, query))
                    .withMessageContaining(message);
            return;
        }
        JsonNode recorded = step.json().deepCopy();
        if (recorded.path("limit").asInt() == 0) {
            ((ObjectNode) recorded).put("limit", 100);
        }
        form.assertSame("", sample.list(customer, query), recorded);
    }

    private String query(RecordedStep step) {
        String query =
                step.path().contains("?") ? step.path().substring(step.path().indexOf('?') + 1) : "";
        return ORDER.matcher(query)
                .replaceAll(order -> orderId(order.group(1)))
                .replace("<reg_ULID eu>", sample.one("select id from region where currency_code = 'eur'"))
                .replace("<iso8601 ms Z>", "2020-01-01T00:00:00.000Z");
    }

    private @Nullable String id(String placeholder) {
        if (placeholder.startsWith("#")) {
            return orderId(placeholder.substring(1));
        }
        return placeholder.contains("@") ? sample.customer(placeholder) : null;
    }

    private String orderId(String displayId) {
        return sample.one("select id from \"order\" where display_id = " + displayId);
    }
}
