package dev.storelatch.order;

/** Medusa's tables of products and their variants, as {@link OrderTables} refers to them. */
final class ProductTables {

    static final Table SHIPPING_PROFILE =
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

    static final Table VARIANT = Table.of("product_variant", """
                    id created_at updated_at deleted_at title product_id sku barcode ean upc variant_rank \
                    inventory_quantity allow_backorder manage_inventory hs_code origin_country mid_code material \
                    weight length height width metadata""").one("product", PRODUCT, "product_id");

    private ProductTables() {}
}
