package dev.storelatch.order;

/**
 * Medusa's tables around an order. Relations that lead back to a parent ({@code customer.orders}, {@code items.order}) are
 * left out, since they could be expanded without end.
 */
final class OrderTables {

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
            .one("variant", ProductTables.VARIANT, "variant_id");

    private static final Table CART = Table.of("cart", """
                    object id created_at updated_at deleted_at email billing_address_id shipping_address_id region_id \
                    customer_id payment_id type completed_at payment_authorized_at idempotency_key context metadata \
                    sales_channel_id""")
            .one("billing_address", StoreTables.ADDRESS, "billing_address_id")
            .one("region", StoreTables.REGION, "region_id")
            .one("shipping_address", StoreTables.ADDRESS, "shipping_address_id");

    private static final Table CLAIM = Table.of("claim_order", """
                    id created_at updated_at deleted_at payment_status fulfillment_status type order_id \
                    shipping_address_id refund_amount canceled_at no_notification metadata idempotency_key""")
            .many("additional_items", LINE_ITEM, "claim_order_id")
            .many("fulfillments", ShippingTables.FULFILLMENT, "claim_order_id")
            .one("shipping_address", StoreTables.ADDRESS, "shipping_address_id")
            .many("shipping_methods", ShippingTables.SHIPPING_METHOD, "claim_order_id");

    private static final Table SWAP = Table.of("swap", """
                    id created_at updated_at deleted_at fulfillment_status payment_status order_id difference_due \
                    shipping_address_id cart_id confirmed_at canceled_at no_notification allow_backorder \
                    idempotency_key metadata""")
            .many("additional_items", LINE_ITEM, "swap_id")
            .one("cart", CART, "cart_id")
            .many("fulfillments", ShippingTables.FULFILLMENT, "swap_id")
            .one("payment", PaymentTables.PAYMENT, "swap_id", "id")
            .one("shipping_address", StoreTables.ADDRESS, "shipping_address_id")
            .many("shipping_methods", ShippingTables.SHIPPING_METHOD, "swap_id");

    private static final Table DRAFT_ORDER = Table.of("draft_order", """
                    id created_at updated_at status display_id cart_id order_id canceled_at completed_at \
                    no_notification_order metadata idempotency_key""");

    static final Table ORDER = Table.of("\"order\"", """
                    object id created_at updated_at status fulfillment_status payment_status display_id cart_id \
                    customer_id email billing_address_id shipping_address_id region_id currency_code tax_rate \
                    draft_order_id canceled_at metadata no_notification idempotency_key external_id sales_channel_id""")
            .one("billing_address", StoreTables.ADDRESS, "billing_address_id")
            .one("cart", CART, "cart_id")
            .many("claims", CLAIM, "order_id")
            .one("currency", StoreTables.CURRENCY, "code", "currency_code")
            .one("customer", StoreTables.CUSTOMER, "customer_id")
            .through("discounts", PaymentTables.DISCOUNT, "order_discounts", "order_id", "discount_id")
            .one("draft_order", DRAFT_ORDER, "draft_order_id")
            .many("fulfillments", ShippingTables.FULFILLMENT, "order_id")
            .many("gift_card_transactions", PaymentTables.GIFT_CARD_TRANSACTION, "order_id")
            .through("gift_cards", PaymentTables.GIFT_CARD, "order_gift_cards", "order_id", "gift_card_id")
            .many("items", LINE_ITEM, "order_id")
            .many("payments", PaymentTables.PAYMENT, "order_id")
            .many("refunds", PaymentTables.REFUND, "order_id")
            .one("region", StoreTables.REGION, "region_id")
            .one("sales_channel", StoreTables.SALES_CHANNEL, "sales_channel_id")
            .one("shipping_address", StoreTables.ADDRESS, "shipping_address_id")
            .many("shipping_methods", ShippingTables.SHIPPING_METHOD, "order_id")
            .many("swaps", SWAP, "order_id");

    private OrderTables() {}
}
