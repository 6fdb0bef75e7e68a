package dev.storelatch.order;

/** Medusa's tables of regions, sales channels, customers and their addresses, as {@link OrderTables} refers to them. */
final class StoreTables {

    static final Table CURRENCY = Table.of("currency", "code symbol symbol_native name");

    private static final Table COUNTRY = Table.of("country", "id iso_2 iso_3 num_code name display_name region_id");

    static final Table REGION = Table.of("region", """
                    id created_at updated_at deleted_at name currency_code tax_rate tax_code gift_cards_taxable \
                    automatic_taxes tax_provider_id metadata""")
            .one("currency", CURRENCY, "code", "currency_code")
            .many("countries", COUNTRY, "region_id");

    static final Table SALES_CHANNEL =
            Table.of("sales_channel", "id created_at updated_at deleted_at name description is_disabled metadata");

    static final Table ADDRESS = Table.of("address", """
                    id created_at updated_at deleted_at customer_id company first_name last_name address_1 address_2 \
                    city country_code province postal_code phone metadata""").one("country", COUNTRY, "iso_2", "country_code");

    static final Table CUSTOMER = Table.of("customer", """
                    id created_at updated_at deleted_at email first_name last_name billing_address_id phone \
                    has_account metadata""")
            .one("billing_address", ADDRESS, "billing_address_id")
            .many("shipping_addresses", ADDRESS, "customer_id");

    private StoreTables() {}
}
