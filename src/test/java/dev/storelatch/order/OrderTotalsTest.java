package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The totals of orders whose amounts were computed by hand. */
class OrderTotalsTest {

    @Test
    void discountedItemsAreTaxedAndRoundedSeparately() {
        ObjectNode order = order(
                "'discounts': [{'id': 'd', 'rule': {'type': 'percentage'}}]",
                "'items': [%s, %s]"
                        .formatted(
                                item("a", 1000, 2, "{'discount_id': 'd', 'amount': 200}", 19),
                                item("b", 2400, 1, "{'discount_id': 'd', 'amount': 240}", 19)),
                "'shipping_methods': [%s]".formatted(shipping(500, 19)));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(order.path("items").path(0).toString()).endsWith("""
                        "subtotal":2000,"discount_total":200,"total":2142,"original_total":2380,\
                        "original_tax_total":380,"tax_total":342,"raw_discount_total":200,"refundable":2142}""");
        assertThat(order.path("shipping_methods").path(0).toString()).endsWith("""
                        "original_total":595,"total":595,"subtotal":500,"original_tax_total":95,"tax_total":95}""");
        assertThat(order.toString()).endsWith("""
                        "subtotal":4400,"discount_total":440,"shipping_total":500,"refunded_total":0,"paid_total":0,\
                        "refundable_amount":0,"item_tax_total":752,"shipping_tax_total":95,"tax_total":847,\
                        "gift_card_total":0,"gift_card_tax_total":0,"raw_discount_total":440,"total":5307}""");
    }

    @Test
    void severalTaxRatesAreRoundedSeparatelyForItemsAndTogetherForShipping() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 105, 1, "", 10, 10)),
                "'shipping_methods': [%s]".formatted(shipping(105, 10, 10)));

        new OrderTotals(new OrderJson(order)).add();

        // 10.5 twice: 11 + 11 for the item, 21 for the shipping
        assertThat(amount(order, "item_tax_total")).isEqualTo(22);
        assertThat(amount(order, "shipping_tax_total")).isEqualTo(21);
    }

    @Test
    void discountFractionsAreRoundedOnlyInTheOrdersSum() {
        ObjectNode order = order(
                "'discounts': [{'id': 'd', 'rule': {'type': 'fixed'}}]",
                "'items': [%s, %s]"
                        .formatted(
                                item("a", 1000, 1, "{'discount_id': 'd', 'amount': 33.4}", 0),
                                item("b", 1000, 1, "{'discount_id': 'd', 'amount': 33.4}", 0)));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(order.path("items").path(0).path("discount_total").asDouble())
                .isEqualTo(33);
        assertThat(order.path("raw_discount_total").toString()).isEqualTo("66.8");
        assertThat(amount(order, "discount_total")).isEqualTo(67);
        assertThat(amount(order, "total")).isEqualTo(1933);
    }

    @Test
    void itemDiscountsAreThoseOfTheFirstDiscountAndOfManualAdjustments() {
        String adjustments = """
                {'discount_id': 'first', 'amount': 100}, {'discount_id': 'second', 'amount': 50}, \
                {'discount_id': null, 'amount': 7}""";
        String discounts = """
                'discounts': [{'id': 'free', 'rule': {'type': 'free_shipping'}}, \
                {'id': 'first', 'rule': {'type': 'fixed'}}, {'id': 'second', 'rule': {'type': 'fixed'}}]""";
        ObjectNode order = order(discounts, "'items': [%s]".formatted(item("a", 1000, 1, adjustments, 0)));
        ObjectNode named = order.deepCopy();

        new OrderTotals(new OrderJson(order)).add();
        new NamedTotals(new OrderJson(named)).add(new TreeSet<>(List.of("discount_total")));

        assertThat(amount(order, "discount_total")).isEqualTo(107);
        assertThat(amount(named, "discount_total")).isEqualTo(157);
    }

    @Test
    void itemsThatAllowNoDiscountAreNotReduced() {
        ObjectNode order = order(
                "'discounts': [{'id': 'd', 'rule': {'type': 'percentage'}}]",
                "'items': [%s]"
                        .formatted(item("a", 1000, 1, "{'discount_id': 'd', 'amount': 100}", 0)
                                .replace("'allow_discounts': true", "'allow_discounts': false")));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(amount(order, "discount_total")).isZero();
        assertThat(amount(order, "total")).isEqualTo(1000);
    }

    @Test
    void freeShippingShowsItsOriginalTotals() {
        ObjectNode order = order(
                "'discounts': [{'id': 'free', 'rule': {'type': 'free_shipping'}}]",
                "'shipping_methods': [%s]".formatted(shipping(500, 19)));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(order.path("shipping_methods").path(0).toString())
                .endsWith(
                        "\"original_total\":595,\"total\":0,\"subtotal\":0,\"original_tax_total\":95,\"tax_total\":0}");
        assertThat(amount(order, "shipping_total")).isZero();
        assertThat(amount(order, "total")).isZero();
    }

    @Test
    void returnedPiecesAreNotRefundable() {
        ObjectNode order = order(
                "'discounts': [{'id': 'd', 'rule': {'type': 'percentage'}}]",
                "'items': [%s]"
                        .formatted(item("a", 1000, 3, "{'discount_id': 'd', 'amount': 300}", 19)
                                .replace("'returned_quantity': null", "'returned_quantity': 1")));

        new OrderTotals(new OrderJson(order)).add();

        // two pieces at 900, 19 % tax
        assertThat(order.path("items").path(0).path("refundable").asInt()).isEqualTo(2142);
        assertThat(order.path("items").path(0).path("quantity").asInt()).isEqualTo(3);
        assertThat(amount(order, "subtotal")).isEqualTo(3000);
    }

    @Test
    void itemsOfASwapShowTheQuantityThatIsKept() {
        ObjectNode order = order("'swaps': [{'additional_items': [%s]}]"
                .formatted(item("a", 1000, 3, "", 10).replace("'returned_quantity': null", "'returned_quantity': 1")));

        new OrderTotals(new OrderJson(order)).add();

        JsonNode item = order.path("swaps").path(0).path("additional_items").path(0);
        assertThat(item.path("quantity").asInt()).isEqualTo(2);
        assertThat(item.path("refundable").asInt()).isEqualTo(2200);
        assertThat(item.has("subtotal")).isFalse();
        assertThat(amount(order, "subtotal")).isZero();
    }

    @Test
    void refundsReduceTheRefundableAmountAndNotThePaidTotal() {
        ObjectNode order = order(
                "'payments': [{'amount': 3800}, {'amount': 200, 'canceled_at': '2026-01-01T00:00:00.000Z'}]",
                "'refunds': [{'amount': 1000}, {'amount': 500}]");

        new OrderTotals(new OrderJson(order)).add();

        assertThat(amount(order, "paid_total")).isEqualTo(4000);
        assertThat(amount(order, "refunded_total")).isEqualTo(1500);
        assertThat(amount(order, "refundable_amount")).isEqualTo(2500);
    }

    @Test
    void giftCardsThatWereTaxedWhenBoughtReduceTheTax() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 1000, 1, "", 20)),
                "'gift_card_transactions': [{'amount': 500, 'is_taxable': true, 'tax_rate': 20}]");

        new OrderTotals(new OrderJson(order)).add();

        assertThat(amount(order, "gift_card_total")).isEqualTo(500);
        assertThat(amount(order, "gift_card_tax_total")).isEqualTo(100);
        assertThat(amount(order, "item_tax_total")).isEqualTo(200);
        assertThat(amount(order, "tax_total")).isEqualTo(100);
        assertThat(amount(order, "total")).isEqualTo(600);
    }

    @Test
    void giftCardTransactionsWithoutTaxInformationUseTheRegionsRate() {
        ObjectNode order = order(
                "'gift_card_transactions': [{'amount': 500, 'is_taxable': null, 'tax_rate': null}]",
                "'items': [%s]".formatted(item("a", 1000, 1, "", 0)));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(amount(order, "gift_card_tax_total")).isEqualTo(95);
    }

    @Test
    void giftCardsWithoutTransactionsPayUpToTheirBalance() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 1000, 1, "", 10)),
                "'shipping_methods': [%s]".formatted(shipping(100, 10)),
                "'gift_cards': [{'balance': 800, 'tax_rate': 10}, {'balance': 800, 'tax_rate': 10}]");
        ObjectNode untaxed = order.deepCopy();
        ((ObjectNode) untaxed.path("region")).put("gift_cards_taxable", false);

        new OrderTotals(new OrderJson(order)).add();
        new OrderTotals(new OrderJson(untaxed)).add();

        // 1100 without tax: 80 on the first 800, 30 on the remaining 300
        assertThat(amount(order, "gift_card_total")).isEqualTo(1100);
        assertThat(amount(order, "gift_card_tax_total")).isEqualTo(110);
        assertThat(amount(untaxed, "gift_card_total")).isEqualTo(1210);
    }

    @Test
    void giftCardsPayForItemsOnlyInNamedTotals() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 1000, 1, "", 10)),
                "'shipping_methods': [%s]".formatted(shipping(100, 10)),
                "'gift_cards': [{'balance': 5000, 'tax_rate': 10}]");

        new NamedTotals(new OrderJson(order)).add(new TreeSet<>(List.of("gift_card_total", "tax_total", "total")));

        // 1000 + 100 + (110 - 100) - 1000
        assertThat(order.toString())
                .endsWith("\"gift_card_total\":1000,\"gift_card_tax_total\":100,\"tax_total\":10,\"total\":110}");
    }

    @Test
    void onlyNamedTotalsAreAdded() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 1000, 2, "", 19)),
                "'shipping_methods': [%s]".formatted(shipping(500, 19)),
                "'payments': [{'amount': 2975}]",
                "'refunds': [{'amount': 75}]");

        new NamedTotals(new OrderJson(order))
                .add(new TreeSet<>(
                        List.of("refundable_amount", "items.refundable", "shipping_total", "refunded_total")));

        assertThat(order.toString())
                .endsWith("\"refundable_amount\":2900,\"refunded_total\":75,\"shipping_total\":500}");
        assertThat(order.path("items").path(0).path("refundable").asInt()).isEqualTo(2380);
        assertThat(order.path("items").path(0).has("subtotal")).isFalse();
    }

    @Test
    void anOrderWithItsOwnTaxRateIgnoresTaxLines() {
        ObjectNode order = order(
                "'items': [%s]".formatted(item("a", 1000, 1, "{'discount_id': null, 'amount': 100}", 19)),
                "'shipping_methods': [%s]".formatted(shipping(500, 19)));
        order.put("tax_rate", 25);
        ObjectNode named = order.deepCopy();

        new OrderTotals(new OrderJson(order)).add();
        new NamedTotals(new OrderJson(named)).add(new TreeSet<>(List.of("tax_total")));

        JsonNode item = order.path("items").path(0);
        assertThat(item.path("tax_lines").isEmpty()).isTrue();
        assertThat(item.path("tax_total").asInt()).isEqualTo(225);
        assertThat(item.path("original_total").asInt()).isEqualTo(1250);
        assertThat(item.path("refundable").asInt()).isEqualTo(1125);
        assertThat(amount(order, "shipping_tax_total")).isEqualTo(125);
        assertThat(amount(order, "total")).isEqualTo(1000 + 500 + 350 - 100);
        assertThat(amount(named, "tax_total")).isEqualTo(350);
    }

    @Test
    void withoutRecordedTaxLinesTheRegionsRateApplies() {
        ObjectNode order = order(
                "'items': [%s, %s]"
                        .formatted(
                                item("a", 1000, 1, ""),
                                item("custom", 1000, 1, "").replace("'prod'", "null")),
                "'shipping_methods': [%s]".formatted(shipping(100)));

        new OrderTotals(new OrderJson(order)).add();

        assertThat(amount(order, "item_tax_total")).isEqualTo(190);
        assertThat(amount(order, "shipping_tax_total")).isEqualTo(19);
        assertThat(order.path("items").path(0).path("tax_lines").toString())
                .isEqualTo("[{\"rate\":19.0,\"name\":\"default\",\"code\":\"default\",\"item_id\":\"a\"}]");
    }

    private static double amount(JsonNode order, String name) {
        return order.path(name).asDouble();
    }

    private static ObjectNode order(String... parts) {
        return (ObjectNode) json("{'tax_rate': null, 'region': {'tax_rate': 19, 'gift_cards_taxable': true}, %s}"
                .formatted(String.join(", ", parts)));
    }

    private static String item(String id, int price, int quantity, String adjustments, int... rates) {
        return """
                {'id': '%s', 'unit_price': %d, 'quantity': %d, 'returned_quantity': null, 'allow_discounts': true, \
                'adjustments': [%s], 'tax_lines': %s, 'variant': {'product_id': 'prod'}}""".formatted(id, price, quantity, adjustments, lines(rates));
    }

    private static String shipping(int price, int... rates) {
        return "{'id': 'sm', 'price': %d, 'tax_lines': %s}".formatted(price, lines(rates));
    }

    private static String lines(int... rates) {
        StringBuilder lines = new StringBuilder();
        for (int rate : rates) {
            lines.append(lines.isEmpty() ? "" : ", ")
                    .append("{'rate': ")
                    .append(rate)
                    .append('}');
        }
        return "[" + lines + "]";
    }

    private static JsonNode json(String text) {
        return SampleOrders.JSON.readTree(text.replace('\'', '"'));
    }
}
