package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The order list on a Medusa database, where no recorded response covers it. */
class OrdersTest {

    private static final String ADA = "ada@example.com";
    private static final String BOB = "bob@example.com";

    private SampleOrders sample;

    @BeforeEach
    void restore() {
        sample = new SampleOrders();
    }

    @Test
    void aPageCostsOneStatement() {
        sample.jdbc.sql("create extension pg_stat_statements").update();
        sample.list(BOB, "");
        sample.one("select pg_stat_statements_reset()::text");

        assertThat(sample.list(BOB, "limit=2").path("orders").size()).isEqualTo(2);

        List<Map<String, Object>> statements = sample.jdbc.sql("""
                        select calls, query from pg_stat_statements s join pg_database d on d.oid = s.dbid
                        where d.datname = current_database() and query like '%matching%'
                            and query not like '%pg_stat_statements%'
                        """).query().listOfRows();
        assertThat(statements)
                .singleElement()
                .extracting(row -> row.get("calls"))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({
        "status[]=completed&status[]=canceled, '8,7'",
        "'status[]=completed,canceled', '8,7'",
        "payment_status=captured, '8,6'",
        "fulfillment_status=canceled, 7",
        "display_id=7, 7",
        "'display_id= 7 ', 7",
        "currency_code=usd&limit=1&offset=1, 7",
        "limit=1.5, '8,7'",
        "offset=1e30, ''",
        "q=BUILD, '8,7,6'",
        "q=%, '8,7,6'",
        "q=orde, '8,7,6'",
        "q=7&email=nobody@example.com, 7",
        "q=nothing, ''",
        "tax_rate=null, '8,7,6'",
        "canceled_at[gt]=2020, 7",
        "created_at[lt]=2020-01-01, ''",
        "created_at[gte]=2020&created_at[lte]=2999, '8,7,6'",
        "id=order_nope, ''",
    })
    void filtersSelectOrders(String query, String displayIds) {
        JsonNode page = sample.list(BOB, query.replace("%", "%25"));

        assertThat(page.path("orders")
                        .valueStream()
                        .map(order -> order.path("display_id").toString())
                        .collect(Collectors.joining(",")))
                .isEqualTo(displayIds);
    }

    @Test
    void ordersOfOtherCustomersAreNeverListed() {
        String bobs = sample.one("select id from \"order\" where display_id = 8");

        assertThat(sample.list(ADA, "id=" + bobs).path("count").asInt()).isZero();
        assertThat(sample.list(ADA, "q=bob").path("count").asInt()).isZero();
        assertThat(sample.list(ADA, "email=" + BOB).path("count").asInt()).isZero();
    }

    @Test
    void aSearchSkipsOrdersWhoseShippingAddressIsDeleted() {
        sample.jdbc
                .sql("update address set deleted_at = now() where id = "
                        + "(select shipping_address_id from \"order\" where display_id = 8)")
                .update();

        assertThat(sample.list(BOB, "q=bob").path("count").asInt()).isEqualTo(2);
        assertThat(sample.list(BOB, "")
                        .path("orders")
                        .path(0)
                        .path("shipping_address")
                        .isNull())
                .isTrue();
    }

    @Test
    void deletedProductsRegionsAndDiscountsAreStillShown() {
        for (String table : List.of("product_variant", "region", "discount", "discount_rule", "shipping_option")) {
            sample.jdbc.sql("update %s set deleted_at = now()".formatted(table)).update();
        }

        JsonNode order = sample.list(ADA, "display_id=4").path("orders").path(0);

        assertThat(order.path("items").path(0).path("variant").path("sku").asString())
                .isEqualTo("MUG-S");
        assertThat(order.path("region").path("deleted_at").isString()).isTrue();
        assertThat(order.path("discounts").path(0).path("rule").path("value").asInt())
                .isEqualTo(10);
        assertThat(order.path("shipping_methods")
                        .path(0)
                        .path("shipping_option")
                        .isNull())
                .isTrue();
    }

    @Test
    void timesAreTruncatedToMillisecondsAndRatesPrintedAsInJavaScript() {
        sample.jdbc
                .sql(
                        "update \"order\" set created_at = '2026-03-29 03:30:00.123987+02', tax_rate = 7.7 where display_id = 5")
                .update();

        JsonNode order = sample.list(ADA, "display_id=5").path("orders").path(0);

        assertThat(order.path("created_at").asString()).isEqualTo("2026-03-29T01:30:00.123Z");
        assertThat(order.path("tax_rate").toString()).isEqualTo("7.7");
    }

    @Test
    void adjustmentsKeepTheirFractions() {
        sample.jdbc.sql("update line_item_adjustment set amount = 200.50").update();

        JsonNode item = sample.list(ADA, "display_id=4")
                .path("orders")
                .path(0)
                .path("items")
                .path(0);

        assertThat(item.path("adjustments").path(0).path("amount").toString()).isEqualTo("200.5");
        assertThat(item.path("raw_discount_total").toString()).isEqualTo("200.5");
        assertThat(item.path("discount_total").toString()).isEqualTo("201");
    }

    @Test
    void everyRelationCanBeRead() {
        Set<String> paths = allRelations();
        assertThat(paths).hasSizeGreaterThan(100).contains("swaps.cart.region.countries", "items.variant.product.type");

        JsonNode all = sample.list(ADA, "expand=" + String.join(",", paths));

        assertThat(all.path("orders").path(1).path("draft_order").path("status").asString())
                .isEqualTo("completed");
        assertThat(all.path("orders").path(1).path("cart").path("object").asString())
                .isEqualTo("cart");
        assertThat(all.path("orders").path(1).path("fulfillments").path(0).propertyNames())
                .endsWith("idempotency_key", "items", "tracking_links");
    }

    static Set<String> allRelations() {
        Set<String> paths = new TreeSet<>();
        collect(OrderTables.ORDER, "", paths::add);
        return paths;
    }

    private static void collect(Table table, String prefix, Consumer<String> paths) {
        table.relations().forEach((name, relation) -> {
            paths.accept(prefix + name);
            collect(relation.target(), prefix + name + ".", paths);
        });
    }
}
