package dev.storelatch.order;

/** Medusa's tables of payments, refunds, discounts and gift cards, as {@link OrderTables} refers to them. */
final class PaymentTables {

    static final Table PAYMENT =
            Table.of("payment", """
                    id created_at updated_at swap_id cart_id order_id amount currency_code amount_refunded \
                    provider_id data captured_at canceled_at metadata idempotency_key""").one("currency", StoreTables.CURRENCY, "code", "currency_code");

    static final Table REFUND = Table.of("refund", """
                    id created_at updated_at order_id payment_id amount note reason metadata idempotency_key""").one("payment", PAYMENT, "payment_id");

    static final Table DISCOUNT = Table.of("discount", """
                    id created_at updated_at deleted_at code is_dynamic rule_id is_disabled parent_discount_id \
                    starts_at ends_at valid_duration usage_limit usage_count metadata""")
            .one(
                    "rule",
                    Table.of(
                            "discount_rule",
                            "id created_at updated_at deleted_at description type value allocation metadata"),
                    "rule_id");

    static final Table GIFT_CARD = Table.of("gift_card", """
                    id created_at updated_at deleted_at code value balance region_id order_id is_disabled ends_at \
                    tax_rate metadata""").one("region", StoreTables.REGION, "region_id");

    static final Table GIFT_CARD_TRANSACTION = Table.of(
                    "gift_card_transaction", "id gift_card_id order_id amount created_at is_taxable tax_rate")
            .one("gift_card", GIFT_CARD, "gift_card_id");

    private PaymentTables() {}
}
