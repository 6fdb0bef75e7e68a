package dev.storelatch.order;

import java.util.List;

/** The columns and relations that Medusa 1.20 shows of each order, unless a request names others. */
final class OrderDefaults {

    /** The columns shown if {@code fields} is not given, or only changes the defaults. */
    static final List<String> COLUMNS = List.of(
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

    /** The columns shown whatever {@code fields} names. */
    static final List<String> REQUIRED_COLUMNS = List.of("object", "id", "created_at", "tax_rate");

    /** The relations shown if {@code expand} is not given. */
    static final List<String> RELATIONS = List.of(
            "shipping_address",
            "fulfillments.tracking_links",
            "items.variant",
            "shipping_methods.shipping_option",
            "discounts.rule",
            "customer",
            "payments",
            "region");

    /** The relations that the totals are computed from, which are shown for that reason. */
    static final List<String> TOTALS_RELATIONS = List.of(
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

    /** The relations shown in addition if {@code fields} names a total. */
    static final List<String> NAMED_TOTALS_RELATIONS =
            List.of("items.variant.product.profiles", "gift_card_transactions.gift_card");

    /** The relations shown in addition if the orders are searched by text. */
    static final List<String> SEARCH_RELATIONS = List.of("customer", "shipping_address");

    private OrderDefaults() {}
}
