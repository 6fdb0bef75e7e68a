package dev.storelatch.order;

/** Medusa's tables of shipping methods and fulfillments, as {@link OrderTables} refers to them. */
final class ShippingTables {

    private static final Table SHIPPING_OPTION = Table.of("shipping_option", """
                    id created_at updated_at deleted_at name region_id profile_id provider_id price_type amount \
                    is_return admin_only data metadata""")
            .one("profile", ProductTables.SHIPPING_PROFILE, "profile_id")
            .one("region", StoreTables.REGION, "region_id");

    static final Table SHIPPING_METHOD = Table.of(
                    "shipping_method",
                    "id shipping_option_id order_id claim_order_id cart_id swap_id return_id price data")
            .one("shipping_option", SHIPPING_OPTION, "shipping_option_id")
            .many(
                    "tax_lines",
                    Table.of(
                            "shipping_method_tax_line",
                            "id created_at updated_at rate name code metadata shipping_method_id"),
                    "shipping_method_id");

    static final Table FULFILLMENT = Table.of("fulfillment", """
                    id created_at updated_at claim_order_id swap_id order_id no_notification provider_id location_id \
                    tracking_numbers data shipped_at canceled_at metadata idempotency_key""")
            .manyEager("items", Table.of("fulfillment_item", "fulfillment_id item_id quantity"), "fulfillment_id")
            .many("tracking_links", Table.of("tracking_link", """
                            id created_at updated_at deleted_at url tracking_number fulfillment_id idempotency_key \
                            metadata"""), "fulfillment_id");

    private ShippingTables() {}
}
