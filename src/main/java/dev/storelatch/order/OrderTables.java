package dev.storelatch.order;

/**
 * Medusa's tables around an order. Relations that lead back up ({@code customer.orders}, {@code items.order}) are left
 * out: they could be chained without end.
 */
final class MedusaTables {

    private static final Table CURRENCY = Table.of("currency", "code symbol symbol_native name");

    private static final Table COUNTRY = Table.of("country", "id iso_2 iso_3 num_code name display_name region_id");

    private static final Table REGION = Table.of("region", """
                    id created_at updated_at deleted_at name currency_code tax_rate tax_code gift_cards_taxable \
                    automatic_taxes tax_provider_id metadata""")
            .one("currency", CURRENCY, "code", "currency_code")
            .many("countries", COUNTRY, "region_id");

    private static final Table SALES_CHANNEL =
            Table.of("sales_channel", "id created_at updated_at deleted_at name description is_disabled metadata");

    private static final Table ADDRESS = Table.of("address", """
                    id created_at updated_at deleted_at customer_id company first_name last_name address_1 address_2 \
                    city country_code province postal_code phone metadata""").one("country", COUNTRY, "iso_2", "country_code");

    private static final Table CUSTOMER = Table.of("customer", """
                    id created_at updated_at deleted_at email first_name last_name billing_address_id phone \
                    has_account metadata""")
            .one("billing_address", ADDRESS, "billing_address_id")
            .many("shipping_addresses", ADDRESS, "customer_id");

    private static final Table SHIPPING_PROFILE =
            Table.of("shipping_profile", "id created_at updated_at deleted_at name type metadata");

    private static final Table PRODUCT = Table.of("product", """
                    id created_at updated_at deleted_at title subtitle description handle is_giftcard status \
                    thumbnail weight length height width hs_code origin_country mid_code material collection_id \
                    type_id discountable external_id metadata""")
            .one(
                    "collection",
                    Table.of("product_collection", "id created_at updated_at deleted_at title handle metadata"),
                    "collection_id")
            .one("type", Table.of("product_type", "id created_at updated_at deleted_at value metadata"), "type_id")
            .through("profiles", SHIPPING_PROFILE, "product_shipping_profile", "product_id", "profile_id");

    private static final Table VARIANT = Table.of("product_variant", """
                    id created_at updated_at deleted_at title product_id sku barcode ean upc variant_rank \
                    inventory_quantity allow_backorder manage_inventory hs_code origin_country mid_code material \
                    weight length height width metadata""").one("product", PRODUCT, "product_id");

    private static final Table LINE_ITEM = Table.of("line_item", """
                    id created_at updated_at cart_id order_id swap_id claim_order_id original_item_id order_edit_id \
                    title description thumbnail is_return is_giftcard should_merge allow_discounts has_shipping \
                    unit_price variant_id quantity fulfilled_quantity returned_quantity shipped_quantity metadata""")
            .many(
                    "adjustments",
                    Table.of("line_item_adjustment", "id item_id description discount_id amount::float8 metadata"),
                    "item_id")
            .many(
                    "tax_lines",
                    Table.of("line_item_tax_line", "id created_at updated_at rate name code metadata item_id"),
                    "item_id")
            .one("variant", VARIANT, "variant_id");

    private static final Table SHIPPING_OPTION = Table.of("shipping_option", """
                    id created_at updated_at deleted_at name region_id profile_id provider_id price_type amount \
                    is_return admin_only data metadata""")
            .one("profile", SHIPPING_PROFILE, "profile_id")
            .one("region", REGION, "region_id");

    private static final Table SHIPPING_METHOD = Table.of(
                    "shipping_method",
                    "id shipping_option_id order_id claim_order_id cart_id swap_id return_id price data")
            .one("shipping_option", SHIPPING_OPTION, "shipping_option_id")
            .many(
                    "tax_lines",
                    Table.of(
                            "shipping_method_tax_line",
                            "id created_at updated_at rate name code metadata shipping_method_id"),
                    "shipping_method_id");

    private static final Table FULFILLMENT = Table.of("fulfillment", """
                    id created_at updated_at claim_order_id swap_id order_id no_notification provider_id location_id \
                    tracking_numbers data shipped_at canceled_at metadata idempotency_key""")
            .manyEager("items", Table.of("fulfillment_item", "fulfillment_id item_id quantity"), "fulfillment_id")
            .many("tracking_links", Table.of("tracking_link", """
                            id created_at updated_at deleted_at url tracking_number fulfillment_id idempotency_key \
                            metadata"""), "fulfillment_id");

    private static final Table PAYMENT = Table.of("payment", """
                    id created_at updated_at swap_id cart_id order_id amount currency_code amount_refunded \
                    provider_id data captured_at canceled_at metadata idempotency_key""").one("currency", CURRENCY, "code", "currency_code");

    private static final Table DISCOUNT = Table.of("discount", """
                    id created_at updated_at deleted_at code is_dynamic rule_id is_disabled parent_discount_id \
                    starts_at ends_at valid_duration usage_limit usage_count metadata""")
            .one(
                    "rule",
                    Table.of(
                            "discount_rule",
                            "id created_at updated_at deleted_at description type value allocation metadata"),
                    "rule_id");

    private static final Table GIFT_CARD = Table.of("gift_card", """
                    id created_at updated_at deleted_at code value balance region_id order_id is_disabled ends_at \
                    tax_rate metadata""").one("region", REGION, "region_id");

    private static final Table CART = Table.of("cart", """
                    object id created_at updated_at deleted_at email billing_address_id shipping_address_id region_id \
                    customer_id payment_id type completed_at payment_authorized_at idempotency_key context metadata \
                    sales_channel_id""")
            .one("billing_address", ADDRESS, "billing_address_id")
            .one("region", REGION, "region_id")
            .one("shipping_address", ADDRESS, "shipping_address_id");

    private static final Table CLAIM = Table.of("claim_order", """
                    id created_at updated_at deleted_at payment_status fulfillment_status type order_id \
                    shipping_address_id refund_amount canceled_at no_notification metadata idempotency_key""")
            .many("additional_items", LINE_ITEM, "claim_order_id")
            .many("fulfillments", FULFILLMENT, "claim_order_id")
            .one("shipping_address", ADDRESS, "shipping_address_id")
            .many("shipping_methods", SHIPPING_METHOD, "claim_order_id");

    private static final Table SWAP = Table.of("swap", """
                    id created_at updated_at deleted_at fulfillment_status payment_status order_id difference_due \
                    shipping_address_id cart_id confirmed_at canceled_at no_notification allow_backorder \
                    idempotency_key metadata""")
            .many("additional_items", LINE_ITEM, "swap_id")
            .one("cart", CART, "cart_id")
            .many("fulfillments", FULFILLMENT, "swap_id")
            .one("payment", PAYMENT, "swap_id", "id")
            .one("shipping_address", ADDRESS, "shipping_address_id")
            .many("shipping_methods", SHIPPING_METHOD, "swap_id");

    static final Table ORDER = Table.of("\"order\"", """
                    object id created_at updated_at status fulfillment_status payment_status display_id cart_id \
                    customer_id email billing_address_id shipping_address_id region_id currency_code tax_rate \
                    draft_order_id canceled_at metadata no_notification idempotency_key external_id sales_channel_id""")
            .one("billing_address", ADDRESS, "billing_address_id")
            .one("cart", CART, "cart_id")
            .many("claims", CLAIM, "order_id")
            .one("currency", CURRENCY, "code", "currency_code")
            .one("customer", CUSTOMER, "customer_id")
            .through("discounts", DISCOUNT, "order_discounts", "order_id", "discount_id")
            .one("draft_order", Table.of("draft_order", """
                            id created_at updated_at status display_id cart_id order_id canceled_at completed_at \
                            no_notification_order metadata idempotency_key"""), "draft_order_id")
            .many("fulfillments", FULFILLMENT, "order_id")
            .many(
                    "gift_card_transactions",
                    Table.of("gift_card_transaction", "id gift_card_id order_id amount created_at is_taxable tax_rate")
                            .one("gift_card", GIFT_CARD, "gift_card_id"),
                    "order_id")
            .through("gift_cards", GIFT_CARD, "order_gift_cards", "order_id", "gift_card_id")
            .many("items", LINE_ITEM, "order_id")
            .many("payments", PAYMENT, "order_id")
            .many("refunds", Table.of("refund", """
                                    id created_at updated_at order_id payment_id amount note reason metadata \
                                    idempotency_key""").one("payment", PAYMENT, "payment_id"), "order_id")
            .one("region", REGION, "region_id")
            .one("sales_channel", SALES_CHANNEL, "sales_channel_id")
            .one("shipping_address", ADDRESS, "shipping_address_id")
            .many("shipping_methods", SHIPPING_METHOD, "order_id")
            .many("swaps", SWAP, "order_id");

    private MedusaTables() {}
}
