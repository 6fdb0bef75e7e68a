package dev.storelatch.order;

import dev.storelatch.request.JsonBody;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to show of each order.
 *
 * @param columns in the order of the JSON keys
 * @param totals those that {@code fields} names, or none if all are to be shown
 */
record OrderSelection(List<String> columns, SortedSet<String> totals, Expansion expansion) {

    /** What the log-in answer shows. */
    static final OrderSelection PLAIN =
            new OrderSelection(MedusaTables.ORDER.columns(), new TreeSet<>(), Expansion.of(List.of("items")));

    private static final List<String> DEFAULT_FIELDS = List.of(
            "id",
            "status",
            "fulfillment_status",
            "payment_status",
            "display_id",
            "cart_id",
            "customer_id",
            "email",
            "region_id",
            "currency_code",
            "tax_rate",
            "created_at");

    private static final List<String> ALWAYS = List.of("object", "id", "created_at", "tax_rate");

    private static final List<String> DEFAULT_RELATIONS = List.of(
            "shipping_address",
            "fulfillments.tracking_links",
            "items.variant",
            "shipping_methods.shipping_option",
            "discounts.rule",
            "customer",
            "payments",
            "region");

    /** What the totals are computed from, and shown for that reason. */
    private static final List<String> TOTALS_RELATIONS = List.of(
            "items.tax_lines",
            "items.adjustments",
            "items.variant",
            "swaps.additional_items.tax_lines",
            "swaps.additional_items.adjustments",
            "claims.additional_items.tax_lines",
            "claims.additional_items.adjustments",
            "discounts.rule",
            "gift_cards",
            "gift_card_transactions",
            "refunds",
            "shipping_methods.tax_lines",
            "region",
            "payments");

    /** What more comes with a total that is named. */
    private static final List<String> NAMED_TOTALS_RELATIONS =
            List.of("items.variant.product.profiles", "gift_card_transactions.gift_card");

    /** The totals that can be named, sorted as the contract shows them. */
    private static final Set<String> NAMED_TOTALS = Set.of(
            "subtotal",
            "tax_total",
            "shipping_total",
            "discount_total",
            "gift_card_total",
            "total",
            "paid_total",
            "refunded_total",
            "refundable_amount",
            "items.refundable",
            "swaps.additional_items.refundable",
            "claims.additional_items.refundable");

    /** @param search whether the orders are searched by text, which shows whose they are */
    static OrderSelection read(JsonBody query, boolean search) {
        Set<String> relations = new HashSet<>(TOTALS_RELATIONS);
        Set<String> columns = new HashSet<>(ALWAYS);
        SortedSet<String> totals = new TreeSet<>();
        for (String field : fields(query.optionalString("fields").value())) {
            String path = field.startsWith("*") ? field.substring(1) : field;
            int dot = path.lastIndexOf('.');
            if (NAMED_TOTALS.contains(field)) {
                totals.add(field);
                relations.addAll(NAMED_TOTALS_RELATIONS);
            } else if (MedusaTables.ORDER.columns().contains(field)) {
                columns.add(field);
            } else if (MedusaTables.ORDER.follow(path).isPresent()) {
                relations.add(path);
            } else if (dot > 0 && hasColumn(path.substring(0, dot), path.substring(dot + 1))) {
                relations.add(path.substring(0, dot));
            } else {
                query.mistake("field %s does not exist".formatted(field));
            }
        }
        String expand = query.optionalString("expand").value();
        for (String relation : expand == null ? DEFAULT_RELATIONS : names(expand)) {
            if (MedusaTables.ORDER.follow(relation).isPresent()) {
                relations.add(relation);
            } else {
                query.mistake("relation %s does not exist".formatted(relation));
            }
        }
        if (search) {
            relations.addAll(List.of("customer", "shipping_address"));
        }
        List<String> shown =
                MedusaTables.ORDER.columns().stream().filter(columns::contains).toList();
        return new OrderSelection(shown, totals, Expansion.of(relations));
    }

    /** Names alone replace the default fields; names that all begin with {@code +}, {@code -} or {@code *} change them. */
    private static Set<String> fields(@Nullable String asked) {
        if (asked == null) {
            return Set.copyOf(DEFAULT_FIELDS);
        }
        List<String> names = names(asked);
        boolean change = !names.isEmpty() && names.stream().allMatch(name -> name.matches("[+*-].*"));
        Set<String> fields = new LinkedHashSet<>(change ? DEFAULT_FIELDS : List.of());
        for (String name : names) {
            if (change && name.startsWith("-")) {
                fields.remove(name.substring(1));
            } else {
                fields.add(name.replaceFirst("^[+-]", ""));
            }
        }
        return fields;
    }

    private static boolean hasColumn(String relation, String column) {
        return MedusaTables.ORDER
                .follow(relation)
                .filter(table -> table.columns().contains(column))
                .isPresent();
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",")).filter(name -> !name.isEmpty()).toList();
    }
}
