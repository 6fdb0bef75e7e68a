package dev.storelatch.order;

import dev.storelatch.request.JsonBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which of a customer's orders are asked for: SQL conditions on the order {@code o} and the values for them. */
final class OrderFilter {

    private static final List<String> STATUSES =
            List.of("pending", "completed", "archived", "canceled", "requires_action");
    private static final List<String> FULFILLMENT_STATUSES = List.of(
            "not_fulfilled",
            "partially_fulfilled",
            "fulfilled",
            "partially_shipped",
            "shipped",
            "partially_returned",
            "returned",
            "canceled",
            "requires_action");
    private static final List<String> PAYMENT_STATUSES = List.of(
            "not_paid", "awaiting", "captured", "partially_refunded", "refunded", "canceled", "requires_action");
    private static final Map<String, String> COMPARISONS = comparisons();

    private final JsonBody query;
    private final StringJoiner conditions = new StringJoiner(" and ");
    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean search;

    /** Reads the filters in the order in which the contract complains about them. */
    OrderFilter(JsonBody query) {
        this.query = query;
        equal("id", query.optionalString("id").value());
        search(query.optionalString("q"));
        oneOf("status", STATUSES);
        oneOf("fulfillment_status", FULFILLMENT_STATUSES);
        oneOf("payment_status", PAYMENT_STATUSES);
        displayId(query.optionalString("display_id").value());
        equal("cart_id", query.optionalString("cart_id").value());
        String email = query.optionalString("email").value();
        if (!search) {
            equal("email", email);
        }
        equal("region_id", query.optionalString("region_id").value());
        equal("currency_code", query.optionalString("currency_code").value());
        taxRate(query.optionalString("tax_rate").value());
        between("created_at");
        between("updated_at");
        between("canceled_at");
    }

    /** To be put behind {@code where o.customer_id = … }; empty, or begins with {@code and}. */
    String conditions() {
        return conditions.length() == 0 ? "" : " and " + conditions;
    }

    Map<String, Object> values() {
        return values;
    }

    /** Whether the orders are searched by text, which needs their customer and shipping address. */
    boolean isSearch() {
        return search;
    }

    /** {@code null} as a word means that the column is null, as in the contract. */
    private void equal(String column, @Nullable Object value) {
        if ("null".equals(value)) {
            conditions.add("o.%s is null".formatted(column));
        } else if (value != null) {
            add("o.%s = :%s", column, value);
        }
    }

    private void search(JsonBody.Property<String> text) {
        String q = text.value();
        if (q == null) {
            return;
        }
        if (q.isEmpty() && query.any("q").isString()) {
            query.mistake("q should not be empty");
        }
        search = true;
        values.put("q", "%" + q + "%");
        conditions.add("""
                exists (
                    select from address a, customer c
                    where a.id = o.shipping_address_id and a.deleted_at is null
                    and c.id = o.customer_id and c.deleted_at is null
                    and (a.first_name ilike :q or o.email ilike :q or o.display_id::varchar ilike :q
                        or c.first_name ilike :q or c.last_name ilike :q or c.phone ilike :q))""");
    }

    private void oneOf(String column, List<String> allowed) {
        JsonNode node = query.any(column);
        if (node.isMissingNode()) {
            return;
        }
        List<String> asked = texts(node);
        if (asked.isEmpty() || !Set.copyOf(allowed).containsAll(asked)) {
            query.mistake("each value in %s must be one of the following values: %s"
                    .formatted(column, String.join(", ", allowed)));
            return;
        }
        add("o.%s::text = any(string_to_array(:%1$s, ','))", column, String.join(",", asked));
    }

    /** A single value in brackets may hold several, parted by commas. */
    private static List<String> texts(JsonNode node) {
        if (node.isString()) {
            return List.of(node.stringValue());
        }
        if (!node.isArray()) {
            return List.of();
        }
        return node.size() == 1
                ? List.of(node.get(0).asString("").split(",", -1))
                : node.valueStream().map(element -> element.asString("")).toList();
    }

    private void displayId(@Nullable String text) {
        if (text == null || search) {
            return;
        }
        try {
            equal("display_id", text.equals("null") ? text : (Object) Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            query.mistake("display_id must be an integer number");
        }
    }

    private void taxRate(@Nullable String text) {
        if (text == null || text.equals("null")) {
            equal("tax_rate", text);
            return;
        }
        double rate = text.isBlank() ? Double.NaN : JsNumber.parse(text);
        if (Float.isFinite((float) rate)) {
            equal("tax_rate", (float) rate);
        } else {
            query.mistake("tax_rate must be a number conforming to the specified constraints");
        }
    }

    private void between(String column) {
        JsonNode node = query.any(column);
        if (node.isMissingNode()) {
            return;
        }
        if (!(node instanceof ObjectNode object)) {
            query.mistake((node.isArray() ? "each value in " : "")
                    + "nested property %s must be either object or array".formatted(column));
            return;
        }
        JsonBody operators = new JsonBody(object);
        COMPARISONS.forEach((operator, comparison) -> {
            JsonNode date = operators.any(operator);
            if (date.isMissingNode()) {
                return;
            }
            DateParameter.parse(date.asString("not a date"))
                    .ifPresentOrElse(
                            value -> {
                                conditions.add("o.%1$s %3$s :%1$s_%2$s".formatted(column, operator, comparison));
                                values.put(column + "_" + operator, value);
                            },
                            () -> operators.mistake(operator + " must be a Date instance"));
        });
        operators.mistakes().forEach(query::mistake);
    }

    private void add(String condition, String column, Object value) {
        conditions.add(condition.formatted(column, column));
        values.put(column, value);
    }

    private static Map<String, String> comparisons() {
        Map<String, String> comparisons = new LinkedHashMap<>();
        comparisons.put("lt", "<");
        comparisons.put("gt", ">");
        comparisons.put("gte", ">=");
        comparisons.put("lte", "<=");
        return comparisons;
    }
}
