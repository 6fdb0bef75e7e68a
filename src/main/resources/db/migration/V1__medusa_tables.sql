-- The tables of a Medusa 1.20 store that Storelatch reads or writes, with Medusa's own names, columns, types, defaults,
-- indexes and constraints. This migration runs on an empty database only. A database that Medusa created is left
-- unchanged, with this version as its baseline, so that later versions may change the schema "storelatch" only.
--
-- The class ExpectedSchema reads this file to learn the schema of a Medusa database: each "create table" and each column
-- must be on a line of its own.
--
-- Tables that only a foreign key refers to (product_type, tax_provider, ...) are included, so that all foreign keys of
-- Medusa exist here too. Five search indexes (idx_gin_product_*) are not: they need the extension pg_trgm, which not
-- every role may create, and only Medusa's product search uses them.
--
-- The names are unqualified: the tables are created in the first schema of the connection's search_path.

-- Enumerations

create type "PAYMENT_COLLECTION_STATUS_ENUM" as enum (
    'not_paid', 'awaiting', 'authorized', 'partially_authorized', 'canceled');
create type "PAYMENT_COLLECTION_TYPE_ENUM" as enum ('order_edit');
create type cart_type_enum as enum ('default', 'swap', 'draft_order', 'payment_link', 'claim');
create type claim_order_fulfillment_status_enum as enum (
    'not_fulfilled', 'partially_fulfilled', 'fulfilled', 'partially_shipped', 'shipped',
    'partially_returned', 'returned', 'canceled', 'requires_action');
create type claim_order_payment_status_enum as enum ('na', 'not_refunded', 'refunded');
create type claim_order_type_enum as enum ('refund', 'replace');
create type discount_rule_allocation_enum as enum ('total', 'item');
create type discount_rule_type_enum as enum ('fixed', 'percentage', 'free_shipping');
create type draft_order_status_enum as enum ('open', 'completed');
create type invite_role_enum as enum ('admin', 'member', 'developer');
create type order_fulfillment_status_enum as enum (
    'not_fulfilled', 'partially_fulfilled', 'fulfilled', 'partially_shipped', 'shipped',
    'partially_returned', 'returned', 'canceled', 'requires_action');
create type order_payment_status_enum as enum (
    'not_paid', 'awaiting', 'captured', 'partially_refunded', 'refunded', 'canceled',
    'requires_action');
create type order_status_enum as enum ('pending', 'completed', 'archived', 'canceled', 'requires_action');
create type product_status_enum as enum ('draft', 'proposed', 'published', 'rejected');
create type refund_reason_enum as enum ('discount', 'return', 'swap', 'claim', 'other');
create type return_status_enum as enum ('requested', 'received', 'requires_action', 'canceled');
create type shipping_option_price_type_enum as enum ('flat_rate', 'calculated');
create type shipping_profile_type_enum as enum ('default', 'gift_card', 'custom');
create type swap_fulfillment_status_enum as enum (
    'not_fulfilled', 'fulfilled', 'shipped', 'partially_shipped', 'canceled', 'requires_action');
create type swap_payment_status_enum as enum (
    'not_paid', 'awaiting', 'captured', 'confirmed', 'canceled', 'difference_refunded',
    'partially_refunded', 'refunded', 'requires_action');
create type user_role_enum as enum ('admin', 'member', 'developer');

-- Currencies, countries and regions

create table currency (
    code varchar not null,
    symbol varchar not null,
    symbol_native varchar not null,
    name varchar not null,
    constraint "PK_723472e41cae44beb0763f4039c" primary key (code)
);

create table country (
    id serial not null,
    iso_2 varchar not null,
    iso_3 varchar not null,
    num_code integer not null,
    name varchar not null,
    display_name varchar not null,
    region_id varchar,
    constraint "PK_bf6e37c231c4f4ea56dcd887269" primary key (id)
);
create index "IDX_b1aac8314662fa6b25569a575b" on country (region_id);
create unique index "IDX_e78901b1131eaf8203d9b1cb5f" on country (iso_2);

create table region (
    id varchar not null,
    name varchar not null,
    currency_code varchar not null,
    tax_rate real not null,
    tax_code varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    gift_cards_taxable boolean not null default true,
    automatic_taxes boolean not null default true,
    tax_provider_id varchar,
    constraint "PK_5f48ffc3af96bc486f5f3f3a6da" primary key (id)
);
create index "IDX_region_currency_code" on region (currency_code);

create table tax_provider (
    id varchar not null,
    is_installed boolean not null default true,
    constraint "PK_b198bf82ba6a317c11763d99b99" primary key (id)
);

-- Store and sales channels

create table store (
    id varchar not null,
    name varchar not null default 'Medusa Store',
    default_currency_code varchar not null default 'usd',
    swap_link_template varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    payment_link_template varchar,
    invite_link_template varchar,
    default_sales_channel_id varchar,
    default_location_id varchar,
    constraint "PK_f3172007d4de5ae8e7692759d79" primary key (id),
    constraint "UQ_61b0f48cccbb5f41c750bac7286" unique (default_sales_channel_id)
);

create table sales_channel (
    id varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    name varchar not null,
    description varchar,
    is_disabled boolean not null default false,
    metadata jsonb,
    constraint "PK_d1eb0b923ea5a0eb1e0916191f1" primary key (id)
);

-- Customers

create table customer (
    id varchar not null,
    email varchar not null,
    first_name varchar,
    last_name varchar,
    billing_address_id varchar,
    password_hash varchar,
    phone varchar,
    has_account boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_a7a13f4cacb744524e44dfdad32" primary key (id),
    constraint "REL_8abe81b9aac151ae60bf507ad1" unique (billing_address_id)
);
create index "IDX_8abe81b9aac151ae60bf507ad1" on customer (billing_address_id);
create unique index "IDX_unique_email_for_guests_and_customer_accounts" on customer (email, has_account)
    where deleted_at is null;

create table address (
    id varchar not null,
    customer_id varchar,
    company varchar,
    first_name varchar,
    last_name varchar,
    address_1 varchar,
    address_2 varchar,
    city varchar,
    country_code varchar,
    province varchar,
    postal_code varchar,
    phone varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_d92de1f82754668b5f5f5dd4fd5" primary key (id)
);
create index "IDX_9c9614b2f9d01665800ea8dbff" on address (customer_id);

create table customer_group (
    id varchar not null,
    name varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_88e7da3ff7262d9e0a35aa3664e" primary key (id)
);
create unique index "IDX_c4c3a5225a7a1f0af782c40abc" on customer_group (name) where deleted_at is null;

create table customer_group_customers (
    customer_group_id varchar not null,
    customer_id varchar not null,
    constraint "PK_e28a55e34ad1e2d3df9a0ac86d3" primary key (customer_group_id, customer_id)
);
create index "IDX_3c6412d076292f439269abe1a2" on customer_group_customers (customer_id);
create index "IDX_620330964db8d2999e67b0dbe3" on customer_group_customers (customer_group_id);

-- Administrators

create table "user" (
    id varchar not null,
    email varchar not null,
    first_name varchar,
    last_name varchar,
    password_hash varchar,
    api_token varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    role user_role_enum default 'member',
    constraint "PK_cace4a159ff9f2512dd42373760" primary key (id)
);
create unique index "IDX_ba8de19442d86957a3aa3b5006" on "user" (email) where deleted_at is null;

create table invite (
    id varchar not null,
    user_email varchar not null,
    role invite_role_enum default 'member',
    accepted boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    token varchar not null,
    expires_at timestamptz not null default now(),
    constraint "PK_fc9fa190e5a3c5d80604a4f63e1" primary key (id)
);
create unique index "IDX_6b0ce4b4bcfd24491510bf19d1" on invite (user_email);

-- Products and variants, which line items refer to

create table product_collection (
    id varchar not null,
    title varchar not null,
    handle varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_49d419fc77d3aed46c835c558ac" primary key (id)
);
create unique index "IDX_6f234f058bbbea810dce1d04d0" on product_collection (handle) where deleted_at is null;

create table product_type (
    id varchar not null,
    value varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_e0843930fbb8854fe36ca39dae1" primary key (id)
);

create table product (
    id varchar not null,
    title varchar not null,
    subtitle varchar,
    description varchar,
    handle varchar,
    is_giftcard boolean not null default false,
    thumbnail varchar,
    weight integer,
    length integer,
    height integer,
    width integer,
    hs_code varchar,
    origin_country varchar,
    mid_code varchar,
    material varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    collection_id varchar,
    type_id varchar,
    discountable boolean not null default true,
    status product_status_enum not null default 'draft',
    external_id varchar,
    constraint "PK_bebc9158e480b949565b4dc7a82" primary key (id)
);
create unique index "IDX_cf9cc6c3f2e6414b992223fff1" on product (handle) where deleted_at is null;

create table product_variant (
    id varchar not null,
    title varchar not null,
    product_id varchar not null,
    sku varchar,
    barcode varchar,
    ean varchar,
    upc varchar,
    inventory_quantity integer not null,
    allow_backorder boolean not null default false,
    manage_inventory boolean not null default true,
    hs_code varchar,
    origin_country varchar,
    mid_code varchar,
    material varchar,
    weight integer,
    length integer,
    height integer,
    width integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    variant_rank integer default 0,
    constraint "PK_1ab69c9935c61f7c70791ae0a9f" primary key (id)
);
create unique index "IDX_045d4a149c09f4704e0bc08dd4" on product_variant (barcode) where deleted_at is null;
create unique index "IDX_2ca8cfbdafb998ecfd6d340389" on product_variant (sku) where deleted_at is null;
create unique index "IDX_aa16f61348be02dd07ce3fc54e" on product_variant (upc) where deleted_at is null;
create unique index "IDX_b5b6225539ee8501082fbc0714" on product_variant (ean) where deleted_at is null;
create index "IDX_ca67dd080aac5ecf99609960cd" on product_variant (product_id);

-- Carts

create table cart (
    id varchar not null,
    email varchar,
    billing_address_id varchar,
    shipping_address_id varchar,
    region_id varchar not null,
    customer_id varchar,
    payment_id varchar,
    type cart_type_enum not null default 'default',
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    idempotency_key varchar,
    context jsonb,
    payment_authorized_at timestamptz,
    sales_channel_id varchar,
    constraint "PK_c524ec48751b9b5bcfbf6e59be7" primary key (id),
    constraint "REL_9d1a161434c610aae7c3df2dc7" unique (payment_id)
);
create index "IDX_242205c81c1152fab1b6e84847" on cart (customer_id);
create index "IDX_484c329f4783be4e18e5e2ff09" on cart (region_id);
create index "IDX_6b9c66b5e36f7c827dfaa092f9" on cart (billing_address_id);
create index "IDX_9d1a161434c610aae7c3df2dc7" on cart (payment_id);
create index "IDX_ced15a9a695d2b5db9dabce763" on cart (shipping_address_id);

create table draft_order (
    id varchar not null,
    status draft_order_status_enum not null default 'open',
    display_id serial not null,
    cart_id varchar,
    order_id varchar,
    canceled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    completed_at timestamptz,
    metadata jsonb,
    idempotency_key varchar,
    no_notification_order boolean,
    constraint "PK_f478946c183d98f8d88a94cfcd7" primary key (id),
    constraint "REL_5bd11d0e2a9628128e2c26fd0a" unique (cart_id),
    constraint "REL_8f6dd6c49202f1466ebf21e77d" unique (order_id)
);
create index "IDX_5bd11d0e2a9628128e2c26fd0a" on draft_order (cart_id);
create index "IDX_8f6dd6c49202f1466ebf21e77d" on draft_order (order_id);
create index "IDX_e87cc617a22ef4edce5601edab" on draft_order (display_id);

-- Orders and line items

create table "order" (
    id varchar not null,
    status order_status_enum not null default 'pending',
    fulfillment_status order_fulfillment_status_enum not null default 'not_fulfilled',
    payment_status order_payment_status_enum not null default 'not_paid',
    display_id serial not null,
    cart_id varchar,
    customer_id varchar not null,
    email varchar not null,
    billing_address_id varchar,
    shipping_address_id varchar,
    region_id varchar not null,
    currency_code varchar not null,
    tax_rate real,
    canceled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    idempotency_key varchar,
    draft_order_id varchar,
    no_notification boolean,
    external_id varchar,
    sales_channel_id varchar,
    constraint "PK_1031171c13130102495201e3e20" primary key (id),
    constraint "REL_c99a206eb11ad45f6b7f04f2dc" unique (cart_id),
    constraint "UQ_727b872f86c7378474a8fa46147" unique (draft_order_id)
);
create index "IDX_19b0c6293443d1b464f604c331" on "order" (shipping_address_id);
create index "IDX_5568d3b9ce9f7abeeb37511ecf" on "order" (billing_address_id);
create index "IDX_579e01fb94f4f58db480857e05" on "order" (display_id);
create index "IDX_c99a206eb11ad45f6b7f04f2dc" on "order" (cart_id);
create index "IDX_cd7812c96209c5bdd48a6b858b" on "order" (customer_id);
create index "IDX_e1fcce2b18dbcdbe0a5ba9a68b" on "order" (region_id);
create index "IDX_order_currency_code" on "order" (currency_code);

create table line_item (
    id varchar not null,
    cart_id varchar,
    order_id varchar,
    swap_id varchar,
    title varchar not null,
    description varchar,
    thumbnail varchar,
    is_giftcard boolean not null default false,
    should_merge boolean not null default true,
    allow_discounts boolean not null default true,
    has_shipping boolean,
    unit_price integer not null,
    variant_id varchar,
    quantity integer not null,
    fulfilled_quantity integer,
    returned_quantity integer,
    shipped_quantity integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    claim_order_id varchar,
    is_return boolean not null default false,
    original_item_id varchar,
    order_edit_id varchar,
    constraint "PK_cce6b13e67fa506d1d9618ac68b" primary key (id),
    constraint "CHK_0cd85e15610d11b553d5e8fda6" check (shipped_quantity <= fulfilled_quantity),
    constraint "CHK_64eef00a5064887634f1680866" check (quantity > 0),
    constraint "CHK_91f40396d847f6ecfd9f752bf8" check (returned_quantity <= quantity),
    constraint "CHK_c61716c68f5ad5de2834c827d3" check (fulfilled_quantity <= quantity)
);
create index "IDX_118e3c48f09a7728f41023c94e" on line_item (claim_order_id);
create index "IDX_27283ee631862266d0f1c68064" on line_item (cart_id);
create index "IDX_3fa354d8d1233ff81097b2fcb6" on line_item (swap_id);
create index "IDX_43a2b24495fe1d9fc2a9c835bc" on line_item (order_id);
create index "IDX_5371cbaa3be5200f373d24e3d5" on line_item (variant_id);
create unique index unique_li_original_item_id_order_edit_id on line_item (order_edit_id, original_item_id)
    where original_item_id is not null and order_edit_id is not null;

create table line_item_adjustment (
    id varchar not null,
    item_id varchar not null,
    description varchar not null,
    discount_id varchar,
    amount numeric not null,
    metadata jsonb,
    constraint "PK_2b1360103753df2dc8257c2c8c3" primary key (id)
);
create index "IDX_2f41b20a71f30e60471d7e3769" on line_item_adjustment (discount_id);
create index "IDX_be9aea2ccf3567007b6227da4d" on line_item_adjustment (item_id);
create unique index "IDX_bf701b88d2041392a288785ada" on line_item_adjustment (discount_id, item_id)
    where discount_id is not null;

create table line_item_tax_line (
    id varchar not null,
    rate real not null,
    name varchar not null,
    code varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    item_id varchar not null,
    constraint "PK_4a0f4322fcd5ce4af85727f89a8" primary key (id),
    constraint "UQ_3c2af51043ed7243e7d9775a2ad" unique (item_id, code)
);
create index "IDX_5077fa54b0d037e984385dfe8a" on line_item_tax_line (item_id);

-- Discounts and gift cards

create table discount_rule (
    id varchar not null,
    description varchar,
    type discount_rule_type_enum not null,
    value integer not null,
    allocation discount_rule_allocation_enum,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_ac2c280de3701b2d66f6817f760" primary key (id)
);

create table discount (
    id varchar not null,
    code varchar not null,
    is_dynamic boolean not null,
    rule_id varchar,
    is_disabled boolean not null,
    parent_discount_id varchar,
    starts_at timestamptz not null default current_timestamp,
    ends_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    usage_limit integer,
    usage_count integer not null default 0,
    valid_duration varchar,
    constraint "PK_d05d8712e429673e459e7f1cddb" primary key (id)
);
create index "IDX_ac2c280de3701b2d66f6817f76" on discount (rule_id);
create unique index "IDX_f65bf52e2239ace276ece2b2f4" on discount (code) where deleted_at is null;

create table order_discounts (
    order_id varchar not null,
    discount_id varchar not null,
    constraint "PK_a7418714ffceebc125bf6d8fcfe" primary key (order_id, discount_id)
);
create index "IDX_0fc1ec4e3db9001ad60c19daf1" on order_discounts (discount_id);
create index "IDX_e7b488cebe333f449398769b2c" on order_discounts (order_id);

create table gift_card (
    id varchar not null,
    code varchar not null,
    value integer not null,
    balance integer not null,
    region_id varchar not null,
    order_id varchar,
    is_disabled boolean not null default false,
    ends_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    tax_rate real,
    constraint "PK_af4e338d2d41035042843ad641f" primary key (id)
);
create unique index "IDX_53cb5605fa42e82b4d47b47bda" on gift_card (code);
create index "IDX_b6bcf8c3903097b84e85154eed" on gift_card (region_id);
create index "IDX_dfc1f02bb0552e79076aa58dbb" on gift_card (order_id);

create table order_gift_cards (
    order_id varchar not null,
    gift_card_id varchar not null,
    constraint "PK_49a8ec66a6625d7c2e3526e05b4" primary key (order_id, gift_card_id)
);
create index "IDX_e62ff11e4730bb3adfead979ee" on order_gift_cards (order_id);
create index "IDX_f2bb9f71e95b315eb24b2b84cb" on order_gift_cards (gift_card_id);

create table gift_card_transaction (
    id varchar not null,
    gift_card_id varchar not null,
    order_id varchar not null,
    amount integer not null,
    created_at timestamptz not null default now(),
    is_taxable boolean,
    tax_rate real,
    constraint "PK_cfb5b4ba5447a507aef87d73fe7" primary key (id),
    constraint gcuniq unique (gift_card_id, order_id)
);
create index "IDX_d7d441b81012f87d4265fa57d2" on gift_card_transaction (order_id);

-- Payments

create table payment_provider (
    id varchar not null,
    is_installed boolean not null default true,
    constraint "PK_ea94f42b6c88e9191c3649d7522" primary key (id)
);

create table payment_collection (
    id varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    type "PAYMENT_COLLECTION_TYPE_ENUM" not null,
    status "PAYMENT_COLLECTION_STATUS_ENUM" not null,
    description text,
    amount integer not null,
    authorized_amount integer,
    region_id varchar not null,
    currency_code varchar not null,
    metadata jsonb,
    created_by varchar not null,
    constraint "PK_payment_collection_id" primary key (id)
);
create index "IDX_payment_collection_currency_code" on payment_collection (currency_code) where deleted_at is null;
create index "IDX_payment_collection_region_id" on payment_collection (region_id) where deleted_at is null;

create table payment (
    id varchar not null,
    swap_id varchar,
    cart_id varchar,
    order_id varchar,
    amount integer not null,
    currency_code varchar not null,
    amount_refunded integer not null default 0,
    provider_id varchar not null,
    data jsonb not null,
    captured_at timestamptz,
    canceled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    idempotency_key varchar,
    constraint "PK_fcaec7df5adf9cac408c686b2ab" primary key (id),
    constraint "REL_c17aff091441b7c25ec3d68d36" unique (swap_id)
);
create index "IDX_4665f17abc1e81dd58330e5854" on payment (cart_id);
create index "IDX_aac4855eadda71aa1e4b6d7684" on payment (cart_id) where canceled_at is not null;
create index "IDX_c17aff091441b7c25ec3d68d36" on payment (swap_id);
create index "IDX_ea94f42b6c88e9191c3649d752" on payment (provider_id);
create index "IDX_f5221735ace059250daac9d980" on payment (order_id);
create index "IDX_payment_currency_code" on payment (currency_code);
create unique index "UniquePaymentActive" on payment (cart_id) where canceled_at is null;

create table refund (
    id varchar not null,
    order_id varchar,
    amount integer not null,
    note varchar,
    reason refund_reason_enum not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    idempotency_key varchar,
    payment_id varchar,
    constraint "PK_f1cefa2e60d99b206c46c1116e5" primary key (id)
);
create index "IDX_eec9d9af4ca098e19ea6b499ea" on refund (order_id);
create index "IDX_refund_payment_id" on refund (payment_id);

-- Shipping

create table shipping_profile (
    id varchar not null,
    name varchar not null,
    type shipping_profile_type_enum not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    constraint "PK_c8120e4543a5a3a121f2968a1ec" primary key (id)
);

create table product_shipping_profile (
    profile_id text not null,
    product_id text not null
);

create index idx_product_shipping_profile_product_id on product_shipping_profile (product_id);
create index idx_product_shipping_profile_profile_id on product_shipping_profile (profile_id);
create unique index idx_product_shipping_profile_profile_id_product_id_unique
    on product_shipping_profile (profile_id, product_id);

create table fulfillment_provider (
    id varchar not null,
    is_installed boolean not null default true,
    constraint "PK_beb35a6de60a6c4f91d5ae57e44" primary key (id)
);

create table shipping_option (
    id varchar not null,
    name varchar not null,
    region_id varchar not null,
    profile_id varchar not null,
    provider_id varchar not null,
    price_type shipping_option_price_type_enum not null,
    amount integer,
    is_return boolean not null default false,
    data jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    admin_only boolean not null default false,
    constraint "PK_2e56fddaa65f3a26d402e5d786e" primary key (id),
    constraint "CHK_7a367f5901ae0a5b0df75aee38" check (amount >= 0)
);
create index "IDX_5c58105f1752fca0f4ce69f466" on shipping_option (region_id);
create index "IDX_a0e206bfaed3cb63c186091734" on shipping_option (provider_id);
create index "IDX_c951439af4c98bf2bd7fb8726c" on shipping_option (profile_id);

create table shipping_method (
    id varchar not null,
    shipping_option_id varchar not null,
    order_id varchar,
    cart_id varchar,
    swap_id varchar,
    return_id varchar,
    price integer not null,
    data jsonb not null,
    claim_order_id varchar,
    constraint "PK_b9b0adfad3c6b99229c1e7d4865" primary key (id),
    constraint "REL_1d9ad62038998c3a85c77a53cf" unique (return_id),
    constraint "CHK_64c6812fe7815be30d688df513" check (price >= 0),
    constraint "CHK_a7020b08665bbd64d84a6641cf" check (
        claim_order_id is not null
        or order_id is not null
        or cart_id is not null
        or swap_id is not null
        or return_id is not null)
);
create index "IDX_1d9ad62038998c3a85c77a53cf" on shipping_method (return_id);
create index "IDX_5267705a43d547e232535b656c" on shipping_method (order_id);
create index "IDX_d783a66d1c91c0858752c933e6" on shipping_method (claim_order_id);
create index "IDX_d92993a7d554d84571f4eea1d1" on shipping_method (cart_id);
create index "IDX_fb94fa8d5ca940daa2a58139f8" on shipping_method (swap_id);
create index "IDX_fc963e94854bff2714ca84cd19" on shipping_method (shipping_option_id);

create table shipping_method_tax_line (
    id varchar not null,
    rate real not null,
    name varchar not null,
    code varchar,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    shipping_method_id varchar not null,
    constraint "PK_54c94f5908aacbd51cf0a73edb1" primary key (id),
    constraint "UQ_cd147fca71e50bc954139fa3104" unique (shipping_method_id, code)
);
create index "IDX_926ca9f29014af8091722dede0" on shipping_method_tax_line (shipping_method_id);

create table fulfillment (
    id varchar not null,
    swap_id varchar,
    order_id varchar,
    tracking_numbers jsonb not null default '[]',
    data jsonb not null,
    shipped_at timestamptz,
    canceled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    idempotency_key varchar,
    provider_id varchar,
    claim_order_id varchar,
    no_notification boolean,
    location_id varchar,
    constraint "PK_50c102da132afffae660585981f" primary key (id)
);
create index "IDX_a52e234f729db789cf473297a5" on fulfillment (swap_id);
create index "IDX_beb35a6de60a6c4f91d5ae57e4" on fulfillment (provider_id);
create index "IDX_d73e55964e0ff2db8f03807d52" on fulfillment (claim_order_id);
create index "IDX_f129acc85e346a10eed12b86fc" on fulfillment (order_id);

create table fulfillment_item (
    fulfillment_id varchar not null,
    item_id varchar not null,
    quantity integer not null,
    constraint "PK_bc3e8a388de75db146a249922e0" primary key (fulfillment_id, item_id)
);

create table tracking_link (
    id varchar not null,
    url varchar,
    tracking_number varchar not null,
    fulfillment_id varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    idempotency_key varchar,
    constraint "PK_fcfd77feb9012ec2126d7c0bfb6" primary key (id)
);

-- Order edits, swaps, claims and returns

create table order_edit (
    id varchar not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    order_id varchar not null,
    internal_note varchar,
    created_by varchar not null,
    requested_by varchar,
    requested_at timestamptz,
    confirmed_by varchar,
    confirmed_at timestamptz,
    declined_by varchar,
    declined_reason varchar,
    declined_at timestamptz,
    canceled_by varchar,
    canceled_at timestamptz,
    payment_collection_id varchar,
    constraint "PK_58ab6acf2e84b4e827f5f846f7a" primary key (id)
);
create index "IDX_order_edit_order_id" on order_edit (order_id);
create index "IDX_order_edit_payment_collection_id" on order_edit (payment_collection_id);

create table swap (
    id varchar not null,
    fulfillment_status swap_fulfillment_status_enum not null,
    payment_status swap_payment_status_enum not null,
    order_id varchar not null,
    difference_due integer,
    shipping_address_id varchar,
    cart_id varchar,
    confirmed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    idempotency_key varchar,
    no_notification boolean,
    canceled_at timestamptz,
    allow_backorder boolean not null default false,
    constraint "PK_4a10d0f359339acef77e7f986d9" primary key (id),
    constraint "REL_402e8182bc553e082f6380020b" unique (cart_id)
);
create index "IDX_52dd74e8c989aa5665ad2852b8" on swap (order_id);

create table claim_order (
    id varchar not null,
    payment_status claim_order_payment_status_enum not null default 'na',
    fulfillment_status claim_order_fulfillment_status_enum not null default 'not_fulfilled',
    type claim_order_type_enum not null,
    order_id varchar not null,
    shipping_address_id varchar,
    refund_amount integer,
    canceled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    metadata jsonb,
    idempotency_key varchar,
    no_notification boolean,
    constraint "PK_8981f5595a4424021466aa4c7a4" primary key (id)
);
create index "IDX_017d58bf8260c6e1a2588d258e" on claim_order (shipping_address_id);
create index "IDX_f49e3974465d3c3a33d449d3f3" on claim_order (order_id);

create table return (
    id varchar not null,
    status return_status_enum not null default 'requested',
    swap_id varchar,
    order_id varchar,
    shipping_data jsonb,
    refund_amount integer not null,
    received_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    metadata jsonb,
    idempotency_key varchar,
    claim_order_id varchar,
    no_notification boolean,
    location_id varchar,
    constraint "PK_c8ad68d13e76d75d803b5aeebc4" primary key (id),
    constraint "REL_bad82d7bff2b08b87094bfac3d" unique (swap_id),
    constraint "UQ_71773d56eb2bacb922bc3283398" unique (claim_order_id)
);
create index "IDX_71773d56eb2bacb922bc328339" on return (claim_order_id);
create index "IDX_bad82d7bff2b08b87094bfac3d" on return (swap_id);
create index "IDX_d4bd17f918fc6c332b74a368c3" on return (order_id);

-- Foreign keys, added last because these tables refer to each other

alter table country
    add constraint "FK_b1aac8314662fa6b25569a575bb" foreign key (region_id) references region (id);
alter table region
    add constraint "FK_3bdd5896ec93be2f1c62a3309a5" foreign key (currency_code) references currency (code),
    add constraint "FK_91f88052197680f9790272aaf5b" foreign key (tax_provider_id) references tax_provider (id);
alter table store
    add constraint "FK_55beebaa09e947cccca554af222" foreign key (default_currency_code) references currency (code),
    add constraint "FK_61b0f48cccbb5f41c750bac7286" foreign key (default_sales_channel_id)
        references sales_channel (id);
alter table customer
    add constraint "FK_8abe81b9aac151ae60bf507ad15" foreign key (billing_address_id) references address (id);
alter table address
    add constraint "FK_6df8c6bf969a51d24c1980c4ff4" foreign key (country_code) references country (iso_2),
    add constraint "FK_9c9614b2f9d01665800ea8dbff7" foreign key (customer_id) references customer (id);
alter table customer_group_customers
    add constraint "FK_3c6412d076292f439269abe1a23" foreign key (customer_id)
        references customer (id) on delete cascade,
    add constraint "FK_620330964db8d2999e67b0dbe3e" foreign key (customer_group_id)
        references customer_group (id) on delete cascade;
alter table product
    add constraint "FK_49d419fc77d3aed46c835c558ac" foreign key (collection_id) references product_collection (id),
    add constraint "FK_e0843930fbb8854fe36ca39dae1" foreign key (type_id) references product_type (id);
alter table product_variant
    add constraint "FK_ca67dd080aac5ecf99609960cd2" foreign key (product_id) references product (id);
alter table cart
    add constraint "FK_242205c81c1152fab1b6e848470" foreign key (customer_id) references customer (id),
    add constraint "FK_484c329f4783be4e18e5e2ff090" foreign key (region_id) references region (id),
    add constraint "FK_6b9c66b5e36f7c827dfaa092f94" foreign key (billing_address_id) references address (id),
    add constraint "FK_9d1a161434c610aae7c3df2dc7e" foreign key (payment_id) references payment (id),
    add constraint "FK_a2bd3c26f42e754b9249ba78fd6" foreign key (sales_channel_id) references sales_channel (id),
    add constraint "FK_ced15a9a695d2b5db9dabce763d" foreign key (shipping_address_id) references address (id);
alter table draft_order
    add constraint "FK_5bd11d0e2a9628128e2c26fd0a6" foreign key (cart_id) references cart (id),
    add constraint "FK_8f6dd6c49202f1466ebf21e77da" foreign key (order_id) references "order" (id);
alter table "order"
    add constraint "FK_19b0c6293443d1b464f604c3316" foreign key (shipping_address_id) references address (id),
    add constraint "FK_5568d3b9ce9f7abeeb37511ecf2" foreign key (billing_address_id) references address (id),
    add constraint "FK_6ff7e874f01b478c115fdd462eb" foreign key (sales_channel_id) references sales_channel (id),
    add constraint "FK_717a141f96b76d794d409f38129" foreign key (currency_code) references currency (code),
    add constraint "FK_727b872f86c7378474a8fa46147" foreign key (draft_order_id) references draft_order (id),
    add constraint "FK_c99a206eb11ad45f6b7f04f2dcc" foreign key (cart_id) references cart (id),
    add constraint "FK_cd7812c96209c5bdd48a6b858b0" foreign key (customer_id) references customer (id),
    add constraint "FK_e1fcce2b18dbcdbe0a5ba9a68b8" foreign key (region_id) references region (id);
alter table line_item
    add constraint "FK_118e3c48f09a7728f41023c94ef" foreign key (claim_order_id) references claim_order (id),
    add constraint "FK_27283ee631862266d0f1c680646" foreign key (cart_id) references cart (id),
    add constraint "FK_3fa354d8d1233ff81097b2fcb6b" foreign key (swap_id) references swap (id),
    add constraint "FK_43a2b24495fe1d9fc2a9c835bc7" foreign key (order_id) references "order" (id),
    add constraint "FK_5371cbaa3be5200f373d24e3d5b" foreign key (variant_id) references product_variant (id),
    add constraint line_item_order_edit_fk foreign key (order_edit_id) references order_edit (id),
    add constraint line_item_original_item_fk foreign key (original_item_id) references line_item (id);
alter table line_item_adjustment
    add constraint "FK_2f41b20a71f30e60471d7e3769c" foreign key (discount_id) references discount (id),
    add constraint "FK_be9aea2ccf3567007b6227da4d2" foreign key (item_id) references line_item (id) on delete cascade;
alter table line_item_tax_line
    add constraint "FK_5077fa54b0d037e984385dfe8ad" foreign key (item_id) references line_item (id) on delete cascade;
alter table discount
    add constraint "FK_2250c5d9e975987ab212f61a663" foreign key (parent_discount_id) references discount (id),
    add constraint "FK_ac2c280de3701b2d66f6817f760" foreign key (rule_id) references discount_rule (id);
alter table order_discounts
    add constraint "FK_0fc1ec4e3db9001ad60c19daf16" foreign key (discount_id)
        references discount (id) on delete cascade,
    add constraint "FK_e7b488cebe333f449398769b2cc" foreign key (order_id) references "order" (id) on delete cascade;
alter table gift_card
    add constraint "FK_b6bcf8c3903097b84e85154eed3" foreign key (region_id) references region (id),
    add constraint "FK_dfc1f02bb0552e79076aa58dbb0" foreign key (order_id) references "order" (id);
alter table order_gift_cards
    add constraint "FK_e62ff11e4730bb3adfead979ee2" foreign key (order_id) references "order" (id) on delete cascade,
    add constraint "FK_f2bb9f71e95b315eb24b2b84cb3" foreign key (gift_card_id)
        references gift_card (id) on delete cascade;
alter table gift_card_transaction
    add constraint "FK_3ff5597f1d7e02bba41541846f4" foreign key (gift_card_id) references gift_card (id),
    add constraint "FK_d7d441b81012f87d4265fa57d24" foreign key (order_id) references "order" (id);
alter table payment_collection
    add constraint "FK_payment_collection_region_id" foreign key (region_id) references region (id);
alter table payment
    add constraint "FK_4665f17abc1e81dd58330e58542" foreign key (cart_id) references cart (id),
    add constraint "FK_c17aff091441b7c25ec3d68d36c" foreign key (swap_id) references swap (id),
    add constraint "FK_f41553459a4b1491c9893ebc921" foreign key (currency_code) references currency (code),
    add constraint "FK_f5221735ace059250daac9d9803" foreign key (order_id) references "order" (id);
alter table refund
    add constraint "FK_eec9d9af4ca098e19ea6b499eaa" foreign key (order_id) references "order" (id),
    add constraint "FK_refund_payment_id" foreign key (payment_id) references payment (id);
alter table shipping_option
    add constraint "FK_5c58105f1752fca0f4ce69f4663" foreign key (region_id) references region (id),
    add constraint "FK_a0e206bfaed3cb63c1860917347" foreign key (provider_id) references fulfillment_provider (id),
    add constraint "FK_c951439af4c98bf2bd7fb8726cd" foreign key (profile_id) references shipping_profile (id);
alter table shipping_method
    add constraint "FK_1d9ad62038998c3a85c77a53cfb" foreign key (return_id) references return (id),
    add constraint "FK_5267705a43d547e232535b656c2" foreign key (order_id) references "order" (id),
    add constraint "FK_d783a66d1c91c0858752c933e68" foreign key (claim_order_id) references claim_order (id),
    add constraint "FK_d92993a7d554d84571f4eea1d13" foreign key (cart_id) references cart (id),
    add constraint "FK_fb94fa8d5ca940daa2a58139f86" foreign key (swap_id) references swap (id),
    add constraint "FK_fc963e94854bff2714ca84cd193" foreign key (shipping_option_id) references shipping_option (id);
alter table shipping_method_tax_line
    add constraint "FK_926ca9f29014af8091722dede08" foreign key (shipping_method_id) references shipping_method (id);
alter table fulfillment
    add constraint "FK_a52e234f729db789cf473297a5c" foreign key (swap_id) references swap (id),
    add constraint "FK_beb35a6de60a6c4f91d5ae57e44" foreign key (provider_id) references fulfillment_provider (id),
    add constraint "FK_d73e55964e0ff2db8f03807d52e" foreign key (claim_order_id) references claim_order (id),
    add constraint "FK_f129acc85e346a10eed12b86fca" foreign key (order_id) references "order" (id);
alter table fulfillment_item
    add constraint "FK_a033f83cc6bd7701a5687ab4b38" foreign key (fulfillment_id) references fulfillment (id),
    add constraint "FK_e13ff60e74206b747a1896212d1" foreign key (item_id) references line_item (id);
alter table tracking_link
    add constraint "FK_471e9e4c96e02ba209a307db32b" foreign key (fulfillment_id) references fulfillment (id);
alter table order_edit
    add constraint "FK_1f3a251488a91510f57e1bf93cd" foreign key (order_id) references "order" (id),
    add constraint "FK_order_edit_payment_collection_id" foreign key (payment_collection_id)
        references payment_collection (id);
alter table swap
    add constraint "FK_402e8182bc553e082f6380020b4" foreign key (cart_id) references cart (id),
    add constraint "FK_52dd74e8c989aa5665ad2852b8b" foreign key (order_id) references "order" (id),
    add constraint "FK_f5189d38b3d3bd496618bf54c57" foreign key (shipping_address_id) references address (id);
alter table claim_order
    add constraint "FK_017d58bf8260c6e1a2588d258e2" foreign key (shipping_address_id) references address (id),
    add constraint "FK_f49e3974465d3c3a33d449d3f31" foreign key (order_id) references "order" (id);
alter table return
    add constraint "FK_71773d56eb2bacb922bc3283398" foreign key (claim_order_id) references claim_order (id),
    add constraint "FK_bad82d7bff2b08b87094bfac3d6" foreign key (swap_id) references swap (id),
    add constraint "FK_d4bd17f918fc6c332b74a368c36" foreign key (order_id) references "order" (id);

-- Currencies and countries, which Medusa inserts at its first start. The ids of the countries count from 1 in this order.

insert into currency (code, symbol, symbol_native, name) values
    ('usd', '$', '$', 'US Dollar'),
    ('cad', 'CA$', '$', 'Canadian Dollar'),
    ('eur', '€', '€', 'Euro'),
    ('aed', 'AED', 'د.إ.‏', 'United Arab Emirates Dirham'),
    ('afn', 'Af', '؋', 'Afghan Afghani'),
    ('all', 'ALL', 'Lek', 'Albanian Lek'),
    ('amd', 'AMD', 'դր.', 'Armenian Dram'),
    ('ars', 'AR$', '$', 'Argentine Peso'),
    ('aud', 'AU$', '$', 'Australian Dollar'),
    ('azn', 'man.', 'ман.', 'Azerbaijani Manat'),
    ('bam', 'KM', 'KM', 'Bosnia-Herzegovina Convertible Mark'),
    ('bdt', 'Tk', '৳', 'Bangladeshi Taka'),
    ('bgn', 'BGN', 'лв.', 'Bulgarian Lev'),
    ('bhd', 'BD', 'د.ب.‏', 'Bahraini Dinar'),
    ('bif', 'FBu', 'FBu', 'Burundian Franc'),
    ('bnd', 'BN$', '$', 'Brunei Dollar'),
    ('bob', 'Bs', 'Bs', 'Bolivian Boliviano'),
    ('brl', 'R$', 'R$', 'Brazilian Real'),
    ('bwp', 'BWP', 'P', 'Botswanan Pula'),
    ('byn', 'Br', 'руб.', 'Belarusian Ruble'),
    ('bzd', 'BZ$', '$', 'Belize Dollar'),
    ('cdf', 'CDF', 'FrCD', 'Congolese Franc'),
    ('chf', 'CHF', 'CHF', 'Swiss Franc'),
    ('clp', 'CL$', '$', 'Chilean Peso'),
    ('cny', 'CN¥', 'CN¥', 'Chinese Yuan'),
    ('cop', 'CO$', '$', 'Colombian Peso'),
    ('crc', '₡', '₡', 'Costa Rican Colón'),
    ('cve', 'CV$', 'CV$', 'Cape Verdean Escudo'),
    ('czk', 'Kč', 'Kč', 'Czech Republic Koruna'),
    ('djf', 'Fdj', 'Fdj', 'Djiboutian Franc'),
    ('dkk', 'Dkr', 'kr', 'Danish Krone'),
    ('dop', 'RD$', 'RD$', 'Dominican Peso'),
    ('dzd', 'DA', 'د.ج.‏', 'Algerian Dinar'),
    ('eek', 'Ekr', 'kr', 'Estonian Kroon'),
    ('egp', 'EGP', 'ج.م.‏', 'Egyptian Pound'),
    ('ern', 'Nfk', 'Nfk', 'Eritrean Nakfa'),
    ('etb', 'Br', 'Br', 'Ethiopian Birr'),
    ('gbp', '£', '£', 'British Pound Sterling'),
    ('gel', 'GEL', 'GEL', 'Georgian Lari'),
    ('ghs', 'GH₵', 'GH₵', 'Ghanaian Cedi'),
    ('gnf', 'FG', 'FG', 'Guinean Franc'),
    ('gtq', 'GTQ', 'Q', 'Guatemalan Quetzal'),
    ('hkd', 'HK$', '$', 'Hong Kong Dollar'),
    ('hnl', 'HNL', 'L', 'Honduran Lempira'),
    ('hrk', 'kn', 'kn', 'Croatian Kuna'),
    ('huf', 'Ft', 'Ft', 'Hungarian Forint'),
    ('idr', 'Rp', 'Rp', 'Indonesian Rupiah'),
    ('ils', '₪', '₪', 'Israeli New Sheqel'),
    ('inr', 'Rs', '₹', 'Indian Rupee'),
    ('iqd', 'IQD', 'د.ع.‏', 'Iraqi Dinar'),
    ('irr', 'IRR', '﷼', 'Iranian Rial'),
    ('isk', 'Ikr', 'kr', 'Icelandic Króna'),
    ('jmd', 'J$', '$', 'Jamaican Dollar'),
    ('jod', 'JD', 'د.أ.‏', 'Jordanian Dinar'),
    ('jpy', '¥', '￥', 'Japanese Yen'),
    ('kes', 'Ksh', 'Ksh', 'Kenyan Shilling'),
    ('khr', 'KHR', '៛', 'Cambodian Riel'),
    ('kmf', 'CF', 'FC', 'Comorian Franc'),
    ('krw', '₩', '₩', 'South Korean Won'),
    ('kwd', 'KD', 'د.ك.‏', 'Kuwaiti Dinar'),
    ('kzt', 'KZT', 'тңг.', 'Kazakhstani Tenge'),
    ('lbp', 'LB£', 'ل.ل.‏', 'Lebanese Pound'),
    ('lkr', 'SLRs', 'SL Re', 'Sri Lankan Rupee'),
    ('ltl', 'Lt', 'Lt', 'Lithuanian Litas'),
    ('lvl', 'Ls', 'Ls', 'Latvian Lats'),
    ('lyd', 'LD', 'د.ل.‏', 'Libyan Dinar'),
    ('mad', 'MAD', 'د.م.‏', 'Moroccan Dirham'),
    ('mdl', 'MDL', 'MDL', 'Moldovan Leu'),
    ('mga', 'MGA', 'MGA', 'Malagasy Ariary'),
    ('mkd', 'MKD', 'MKD', 'Macedonian Denar'),
    ('mmk', 'MMK', 'K', 'Myanma Kyat'),
    ('mnt', 'MNT', '₮', 'Mongolian Tugrig'),
    ('mop', 'MOP$', 'MOP$', 'Macanese Pataca'),
    ('mur', 'MURs', 'MURs', 'Mauritian Rupee'),
    ('mxn', 'MX$', '$', 'Mexican Peso'),
    ('myr', 'RM', 'RM', 'Malaysian Ringgit'),
    ('mzn', 'MTn', 'MTn', 'Mozambican Metical'),
    ('nad', 'N$', 'N$', 'Namibian Dollar'),
    ('ngn', '₦', '₦', 'Nigerian Naira'),
    ('nio', 'C$', 'C$', 'Nicaraguan Córdoba'),
    ('nok', 'Nkr', 'kr', 'Norwegian Krone'),
    ('npr', 'NPRs', 'नेरू', 'Nepalese Rupee'),
    ('nzd', 'NZ$', '$', 'New Zealand Dollar'),
    ('omr', 'OMR', 'ر.ع.‏', 'Omani Rial'),
    ('pab', 'B/.', 'B/.', 'Panamanian Balboa'),
    ('pen', 'S/.', 'S/.', 'Peruvian Nuevo Sol'),
    ('php', '₱', '₱', 'Philippine Peso'),
    ('pkr', 'PKRs', '₨', 'Pakistani Rupee'),
    ('pln', 'zł', 'zł', 'Polish Zloty'),
    ('pyg', '₲', '₲', 'Paraguayan Guarani'),
    ('qar', 'QR', 'ر.ق.‏', 'Qatari Rial'),
    ('ron', 'RON', 'RON', 'Romanian Leu'),
    ('rsd', 'din.', 'дин.', 'Serbian Dinar'),
    ('rub', 'RUB', '₽.', 'Russian Ruble'),
    ('rwf', 'RWF', 'FR', 'Rwandan Franc'),
    ('sar', 'SR', 'ر.س.‏', 'Saudi Riyal'),
    ('sdg', 'SDG', 'SDG', 'Sudanese Pound'),
    ('sek', 'Skr', 'kr', 'Swedish Krona'),
    ('sgd', 'S$', '$', 'Singapore Dollar'),
    ('sos', 'Ssh', 'Ssh', 'Somali Shilling'),
    ('syp', 'SY£', 'ل.س.‏', 'Syrian Pound'),
    ('thb', '฿', '฿', 'Thai Baht'),
    ('tnd', 'DT', 'د.ت.‏', 'Tunisian Dinar'),
    ('top', 'T$', 'T$', 'Tongan Paʻanga'),
    ('try', 'TL', 'TL', 'Turkish Lira'),
    ('ttd', 'TT$', '$', 'Trinidad and Tobago Dollar'),
    ('twd', 'NT$', 'NT$', 'New Taiwan Dollar'),
    ('tzs', 'TSh', 'TSh', 'Tanzanian Shilling'),
    ('uah', '₴', '₴', 'Ukrainian Hryvnia'),
    ('ugx', 'USh', 'USh', 'Ugandan Shilling'),
    ('uyu', '$U', '$', 'Uruguayan Peso'),
    ('uzs', 'UZS', 'UZS', 'Uzbekistan Som'),
    ('vef', 'Bs.F.', 'Bs.F.', 'Venezuelan Bolívar'),
    ('vnd', '₫', '₫', 'Vietnamese Dong'),
    ('xaf', 'FCFA', 'FCFA', 'CFA Franc BEAC'),
    ('xof', 'CFA', 'CFA', 'CFA Franc BCEAO'),
    ('yer', 'YR', 'ر.ي.‏', 'Yemeni Rial'),
    ('zar', 'R', 'R', 'South African Rand'),
    ('zmk', 'ZK', 'ZK', 'Zambian Kwacha'),
    ('zwl', 'ZWL$', 'ZWL$', 'Zimbabwean Dollar');

insert into country (iso_2, iso_3, num_code, name, display_name) values
    ('af', 'afg', 4, 'AFGHANISTAN', 'Afghanistan'),
    ('al', 'alb', 8, 'ALBANIA', 'Albania'),
    ('dz', 'dza', 12, 'ALGERIA', 'Algeria'),
    ('as', 'asm', 16, 'AMERICAN SAMOA', 'American Samoa'),
    ('ad', 'and', 20, 'ANDORRA', 'Andorra'),
    ('ao', 'ago', 24, 'ANGOLA', 'Angola'),
    ('ai', 'aia', 660, 'ANGUILLA', 'Anguilla'),
    ('aq', 'ata', 10, 'ANTARCTICA', 'Antarctica'),
    ('ag', 'atg', 28, 'ANTIGUA AND BARBUDA', 'Antigua and Barbuda'),
    ('ar', 'arg', 32, 'ARGENTINA', 'Argentina'),
    ('am', 'arm', 51, 'ARMENIA', 'Armenia'),
    ('aw', 'abw', 533, 'ARUBA', 'Aruba'),
    ('au', 'aus', 36, 'AUSTRALIA', 'Australia'),
    ('at', 'aut', 40, 'AUSTRIA', 'Austria'),
    ('az', 'aze', 31, 'AZERBAIJAN', 'Azerbaijan'),
    ('bs', 'bhs', 44, 'BAHAMAS', 'Bahamas'),
    ('bh', 'bhr', 48, 'BAHRAIN', 'Bahrain'),
    ('bd', 'bgd', 50, 'BANGLADESH', 'Bangladesh'),
    ('bb', 'brb', 52, 'BARBADOS', 'Barbados'),
    ('by', 'blr', 112, 'BELARUS', 'Belarus'),
    ('be', 'bel', 56, 'BELGIUM', 'Belgium'),
    ('bz', 'blz', 84, 'BELIZE', 'Belize'),
    ('bj', 'ben', 204, 'BENIN', 'Benin'),
    ('bm', 'bmu', 60, 'BERMUDA', 'Bermuda'),
    ('bt', 'btn', 64, 'BHUTAN', 'Bhutan'),
    ('bo', 'bol', 68, 'BOLIVIA', 'Bolivia'),
    ('bq', 'bes', 535, 'BONAIRE, SINT EUSTATIUS AND SABA', 'Bonaire, Sint Eustatius and Saba'),
    ('ba', 'bih', 70, 'BOSNIA AND HERZEGOVINA', 'Bosnia and Herzegovina'),
    ('bw', 'bwa', 72, 'BOTSWANA', 'Botswana'),
    ('bv', 'bvd', 74, 'BOUVET ISLAND', 'Bouvet Island'),
    ('br', 'bra', 76, 'BRAZIL', 'Brazil'),
    ('io', 'iot', 86, 'BRITISH INDIAN OCEAN TERRITORY', 'British Indian Ocean Territory'),
    ('bn', 'brn', 96, 'BRUNEI DARUSSALAM', 'Brunei Darussalam'),
    ('bg', 'bgr', 100, 'BULGARIA', 'Bulgaria'),
    ('bf', 'bfa', 854, 'BURKINA FASO', 'Burkina Faso'),
    ('bi', 'bdi', 108, 'BURUNDI', 'Burundi'),
    ('kh', 'khm', 116, 'CAMBODIA', 'Cambodia'),
    ('cm', 'cmr', 120, 'CAMEROON', 'Cameroon'),
    ('ca', 'can', 124, 'CANADA', 'Canada'),
    ('cv', 'cpv', 132, 'CAPE VERDE', 'Cape Verde'),
    ('ky', 'cym', 136, 'CAYMAN ISLANDS', 'Cayman Islands'),
    ('cf', 'caf', 140, 'CENTRAL AFRICAN REPUBLIC', 'Central African Republic'),
    ('td', 'tcd', 148, 'CHAD', 'Chad'),
    ('cl', 'chl', 152, 'CHILE', 'Chile'),
    ('cn', 'chn', 156, 'CHINA', 'China'),
    ('cx', 'cxr', 162, 'CHRISTMAS ISLAND', 'Christmas Island'),
    ('cc', 'cck', 166, 'COCOS (KEELING) ISLANDS', 'Cocos (Keeling) Islands'),
    ('co', 'col', 170, 'COLOMBIA', 'Colombia'),
    ('km', 'com', 174, 'COMOROS', 'Comoros'),
    ('cg', 'cog', 178, 'CONGO', 'Congo'),
    ('cd', 'cod', 180, 'CONGO, THE DEMOCRATIC REPUBLIC OF THE', 'Congo, the Democratic Republic of the'),
    ('ck', 'cok', 184, 'COOK ISLANDS', 'Cook Islands'),
    ('cr', 'cri', 188, 'COSTA RICA', 'Costa Rica'),
    ('ci', 'civ', 384, 'COTE D''IVOIRE', 'Cote D''Ivoire'),
    ('hr', 'hrv', 191, 'CROATIA', 'Croatia'),
    ('cu', 'cub', 192, 'CUBA', 'Cuba'),
    ('cw', 'cuw', 531, 'CURAÇAO', 'Curaçao'),
    ('cy', 'cyp', 196, 'CYPRUS', 'Cyprus'),
    ('cz', 'cze', 203, 'CZECH REPUBLIC', 'Czech Republic'),
    ('dk', 'dnk', 208, 'DENMARK', 'Denmark'),
    ('dj', 'dji', 262, 'DJIBOUTI', 'Djibouti'),
    ('dm', 'dma', 212, 'DOMINICA', 'Dominica'),
    ('do', 'dom', 214, 'DOMINICAN REPUBLIC', 'Dominican Republic'),
    ('ec', 'ecu', 218, 'ECUADOR', 'Ecuador'),
    ('eg', 'egy', 818, 'EGYPT', 'Egypt'),
    ('sv', 'slv', 222, 'EL SALVADOR', 'El Salvador'),
    ('gq', 'gnq', 226, 'EQUATORIAL GUINEA', 'Equatorial Guinea'),
    ('er', 'eri', 232, 'ERITREA', 'Eritrea'),
    ('ee', 'est', 233, 'ESTONIA', 'Estonia'),
    ('et', 'eth', 231, 'ETHIOPIA', 'Ethiopia'),
    ('fk', 'flk', 238, 'FALKLAND ISLANDS (MALVINAS)', 'Falkland Islands (Malvinas)'),
    ('fo', 'fro', 234, 'FAROE ISLANDS', 'Faroe Islands'),
    ('fj', 'fji', 242, 'FIJI', 'Fiji'),
    ('fi', 'fin', 246, 'FINLAND', 'Finland'),
    ('fr', 'fra', 250, 'FRANCE', 'France'),
    ('gf', 'guf', 254, 'FRENCH GUIANA', 'French Guiana'),
    ('pf', 'pyf', 258, 'FRENCH POLYNESIA', 'French Polynesia'),
    ('tf', 'atf', 260, 'FRENCH SOUTHERN TERRITORIES', 'French Southern Territories'),
    ('ga', 'gab', 266, 'GABON', 'Gabon'),
    ('gm', 'gmb', 270, 'GAMBIA', 'Gambia'),
    ('ge', 'geo', 268, 'GEORGIA', 'Georgia'),
    ('de', 'deu', 276, 'GERMANY', 'Germany'),
    ('gh', 'gha', 288, 'GHANA', 'Ghana'),
    ('gi', 'gib', 292, 'GIBRALTAR', 'Gibraltar'),
    ('gr', 'grc', 300, 'GREECE', 'Greece'),
    ('gl', 'grl', 304, 'GREENLAND', 'Greenland'),
    ('gd', 'grd', 308, 'GRENADA', 'Grenada'),
    ('gp', 'glp', 312, 'GUADELOUPE', 'Guadeloupe'),
    ('gu', 'gum', 316, 'GUAM', 'Guam'),
    ('gt', 'gtm', 320, 'GUATEMALA', 'Guatemala'),
    ('gg', 'ggy', 831, 'GUERNSEY', 'Guernsey'),
    ('gn', 'gin', 324, 'GUINEA', 'Guinea'),
    ('gw', 'gnb', 624, 'GUINEA-BISSAU', 'Guinea-Bissau'),
    ('gy', 'guy', 328, 'GUYANA', 'Guyana'),
    ('ht', 'hti', 332, 'HAITI', 'Haiti'),
    ('hm', 'hmd', 334, 'HEARD ISLAND AND MCDONALD ISLANDS', 'Heard Island And Mcdonald Islands'),
    ('va', 'vat', 336, 'HOLY SEE (VATICAN CITY STATE)', 'Holy See (Vatican City State)'),
    ('hn', 'hnd', 340, 'HONDURAS', 'Honduras'),
    ('hk', 'hkg', 344, 'HONG KONG', 'Hong Kong'),
    ('hu', 'hun', 348, 'HUNGARY', 'Hungary'),
    ('is', 'isl', 352, 'ICELAND', 'Iceland'),
    ('in', 'ind', 356, 'INDIA', 'India'),
    ('id', 'idn', 360, 'INDONESIA', 'Indonesia'),
    ('ir', 'irn', 364, 'IRAN, ISLAMIC REPUBLIC OF', 'Iran, Islamic Republic of'),
    ('iq', 'irq', 368, 'IRAQ', 'Iraq'),
    ('ie', 'irl', 372, 'IRELAND', 'Ireland'),
    ('im', 'imn', 833, 'ISLE OF MAN', 'Isle Of Man'),
    ('il', 'isr', 376, 'ISRAEL', 'Israel'),
    ('it', 'ita', 380, 'ITALY', 'Italy'),
    ('jm', 'jam', 388, 'JAMAICA', 'Jamaica'),
    ('jp', 'jpn', 392, 'JAPAN', 'Japan'),
    ('je', 'jey', 832, 'JERSEY', 'Jersey'),
    ('jo', 'jor', 400, 'JORDAN', 'Jordan'),
    ('kz', 'kaz', 398, 'KAZAKHSTAN', 'Kazakhstan'),
    ('ke', 'ken', 404, 'KENYA', 'Kenya'),
    ('ki', 'kir', 296, 'KIRIBATI', 'Kiribati'),
    ('kp', 'prk', 408, 'KOREA, DEMOCRATIC PEOPLE''S REPUBLIC OF', 'Korea, Democratic People''s Republic of'),
    ('kr', 'kor', 410, 'KOREA, REPUBLIC OF', 'Korea, Republic of'),
    ('xk', 'xkx', 900, 'KOSOVO', 'Kosovo'),
    ('kw', 'kwt', 414, 'KUWAIT', 'Kuwait'),
    ('kg', 'kgz', 417, 'KYRGYZSTAN', 'Kyrgyzstan'),
    ('la', 'lao', 418, 'LAO PEOPLE''S DEMOCRATIC REPUBLIC', 'Lao People''s Democratic Republic'),
    ('lv', 'lva', 428, 'LATVIA', 'Latvia'),
    ('lb', 'lbn', 422, 'LEBANON', 'Lebanon'),
    ('ls', 'lso', 426, 'LESOTHO', 'Lesotho'),
    ('lr', 'lbr', 430, 'LIBERIA', 'Liberia'),
    ('ly', 'lby', 434, 'LIBYA', 'Libya'),
    ('li', 'lie', 438, 'LIECHTENSTEIN', 'Liechtenstein'),
    ('lt', 'ltu', 440, 'LITHUANIA', 'Lithuania'),
    ('lu', 'lux', 442, 'LUXEMBOURG', 'Luxembourg'),
    ('mo', 'mac', 446, 'MACAO', 'Macao'),
    ('mk', 'mkd', 807, 'MACEDONIA, THE FORMER YUGOSLAV REPUBLIC OF', 'Macedonia, the Former Yugoslav Republic of'),
    ('mg', 'mdg', 450, 'MADAGASCAR', 'Madagascar'),
    ('mw', 'mwi', 454, 'MALAWI', 'Malawi'),
    ('my', 'mys', 458, 'MALAYSIA', 'Malaysia'),
    ('mv', 'mdv', 462, 'MALDIVES', 'Maldives'),
    ('ml', 'mli', 466, 'MALI', 'Mali'),
    ('mt', 'mlt', 470, 'MALTA', 'Malta'),
    ('mh', 'mhl', 584, 'MARSHALL ISLANDS', 'Marshall Islands'),
    ('mq', 'mtq', 474, 'MARTINIQUE', 'Martinique'),
    ('mr', 'mrt', 478, 'MAURITANIA', 'Mauritania'),
    ('mu', 'mus', 480, 'MAURITIUS', 'Mauritius'),
    ('yt', 'myt', 175, 'MAYOTTE', 'Mayotte'),
    ('mx', 'mex', 484, 'MEXICO', 'Mexico'),
    ('fm', 'fsm', 583, 'MICRONESIA, FEDERATED STATES OF', 'Micronesia, Federated States of'),
    ('md', 'mda', 498, 'MOLDOVA, REPUBLIC OF', 'Moldova, Republic of'),
    ('mc', 'mco', 492, 'MONACO', 'Monaco'),
    ('mn', 'mng', 496, 'MONGOLIA', 'Mongolia'),
    ('me', 'mne', 499, 'MONTENEGRO', 'Montenegro'),
    ('ms', 'msr', 500, 'MONTSERRAT', 'Montserrat'),
    ('ma', 'mar', 504, 'MOROCCO', 'Morocco'),
    ('mz', 'moz', 508, 'MOZAMBIQUE', 'Mozambique'),
    ('mm', 'mmr', 104, 'MYANMAR', 'Myanmar'),
    ('na', 'nam', 516, 'NAMIBIA', 'Namibia'),
    ('nr', 'nru', 520, 'NAURU', 'Nauru'),
    ('np', 'npl', 524, 'NEPAL', 'Nepal'),
    ('nl', 'nld', 528, 'NETHERLANDS', 'Netherlands'),
    ('nc', 'ncl', 540, 'NEW CALEDONIA', 'New Caledonia'),
    ('nz', 'nzl', 554, 'NEW ZEALAND', 'New Zealand'),
    ('ni', 'nic', 558, 'NICARAGUA', 'Nicaragua'),
    ('ne', 'ner', 562, 'NIGER', 'Niger'),
    ('ng', 'nga', 566, 'NIGERIA', 'Nigeria'),
    ('nu', 'niu', 570, 'NIUE', 'Niue'),
    ('nf', 'nfk', 574, 'NORFOLK ISLAND', 'Norfolk Island'),
    ('mp', 'mnp', 580, 'NORTHERN MARIANA ISLANDS', 'Northern Mariana Islands'),
    ('no', 'nor', 578, 'NORWAY', 'Norway'),
    ('om', 'omn', 512, 'OMAN', 'Oman'),
    ('pk', 'pak', 586, 'PAKISTAN', 'Pakistan'),
    ('pw', 'plw', 585, 'PALAU', 'Palau'),
    ('ps', 'pse', 275, 'PALESTINIAN TERRITORY, OCCUPIED', 'Palestinian Territory, Occupied'),
    ('pa', 'pan', 591, 'PANAMA', 'Panama'),
    ('pg', 'png', 598, 'PAPUA NEW GUINEA', 'Papua New Guinea'),
    ('py', 'pry', 600, 'PARAGUAY', 'Paraguay'),
    ('pe', 'per', 604, 'PERU', 'Peru'),
    ('ph', 'phl', 608, 'PHILIPPINES', 'Philippines'),
    ('pn', 'pcn', 612, 'PITCAIRN', 'Pitcairn'),
    ('pl', 'pol', 616, 'POLAND', 'Poland'),
    ('pt', 'prt', 620, 'PORTUGAL', 'Portugal'),
    ('pr', 'pri', 630, 'PUERTO RICO', 'Puerto Rico'),
    ('qa', 'qat', 634, 'QATAR', 'Qatar'),
    ('re', 'reu', 638, 'REUNION', 'Reunion'),
    ('ro', 'rom', 642, 'ROMANIA', 'Romania'),
    ('ru', 'rus', 643, 'RUSSIAN FEDERATION', 'Russian Federation'),
    ('rw', 'rwa', 646, 'RWANDA', 'Rwanda'),
    ('bl', 'blm', 652, 'SAINT BARTHÉLEMY', 'Saint Barthélemy'),
    ('sh', 'shn', 654, 'SAINT HELENA', 'Saint Helena'),
    ('kn', 'kna', 659, 'SAINT KITTS AND NEVIS', 'Saint Kitts and Nevis'),
    ('lc', 'lca', 662, 'SAINT LUCIA', 'Saint Lucia'),
    ('mf', 'maf', 663, 'SAINT MARTIN (FRENCH PART)', 'Saint Martin (French part)'),
    ('pm', 'spm', 666, 'SAINT PIERRE AND MIQUELON', 'Saint Pierre and Miquelon'),
    ('vc', 'vct', 670, 'SAINT VINCENT AND THE GRENADINES', 'Saint Vincent and the Grenadines'),
    ('ws', 'wsm', 882, 'SAMOA', 'Samoa'),
    ('sm', 'smr', 674, 'SAN MARINO', 'San Marino'),
    ('st', 'stp', 678, 'SAO TOME AND PRINCIPE', 'Sao Tome and Principe'),
    ('sa', 'sau', 682, 'SAUDI ARABIA', 'Saudi Arabia'),
    ('sn', 'sen', 686, 'SENEGAL', 'Senegal'),
    ('rs', 'srb', 688, 'SERBIA', 'Serbia'),
    ('sc', 'syc', 690, 'SEYCHELLES', 'Seychelles'),
    ('sl', 'sle', 694, 'SIERRA LEONE', 'Sierra Leone'),
    ('sg', 'sgp', 702, 'SINGAPORE', 'Singapore'),
    ('sx', 'sxm', 534, 'SINT MAARTEN', 'Sint Maarten'),
    ('sk', 'svk', 703, 'SLOVAKIA', 'Slovakia'),
    ('si', 'svn', 705, 'SLOVENIA', 'Slovenia'),
    ('sb', 'slb', 90, 'SOLOMON ISLANDS', 'Solomon Islands'),
    ('so', 'som', 706, 'SOMALIA', 'Somalia'),
    ('za', 'zaf', 710, 'SOUTH AFRICA', 'South Africa'),
    ('gs', 'sgs', 239, 'SOUTH GEORGIA AND THE SOUTH SANDWICH ISLANDS', 'South Georgia and the South Sandwich Islands'),
    ('ss', 'ssd', 728, 'SOUTH SUDAN', 'South Sudan'),
    ('es', 'esp', 724, 'SPAIN', 'Spain'),
    ('lk', 'lka', 144, 'SRI LANKA', 'Sri Lanka'),
    ('sd', 'sdn', 729, 'SUDAN', 'Sudan'),
    ('sr', 'sur', 740, 'SURINAME', 'Suriname'),
    ('sj', 'sjm', 744, 'SVALBARD AND JAN MAYEN', 'Svalbard and Jan Mayen'),
    ('sz', 'swz', 748, 'SWAZILAND', 'Swaziland'),
    ('se', 'swe', 752, 'SWEDEN', 'Sweden'),
    ('ch', 'che', 756, 'SWITZERLAND', 'Switzerland'),
    ('sy', 'syr', 760, 'SYRIAN ARAB REPUBLIC', 'Syrian Arab Republic'),
    ('tw', 'twn', 158, 'TAIWAN, PROVINCE OF CHINA', 'Taiwan, Province of China'),
    ('tj', 'tjk', 762, 'TAJIKISTAN', 'Tajikistan'),
    ('tz', 'tza', 834, 'TANZANIA, UNITED REPUBLIC OF', 'Tanzania, United Republic of'),
    ('th', 'tha', 764, 'THAILAND', 'Thailand'),
    ('tl', 'tls', 626, 'TIMOR LESTE', 'Timor Leste'),
    ('tg', 'tgo', 768, 'TOGO', 'Togo'),
    ('tk', 'tkl', 772, 'TOKELAU', 'Tokelau'),
    ('to', 'ton', 776, 'TONGA', 'Tonga'),
    ('tt', 'tto', 780, 'TRINIDAD AND TOBAGO', 'Trinidad and Tobago'),
    ('tn', 'tun', 788, 'TUNISIA', 'Tunisia'),
    ('tr', 'tur', 792, 'TURKEY', 'Turkey'),
    ('tm', 'tkm', 795, 'TURKMENISTAN', 'Turkmenistan'),
    ('tc', 'tca', 796, 'TURKS AND CAICOS ISLANDS', 'Turks and Caicos Islands'),
    ('tv', 'tuv', 798, 'TUVALU', 'Tuvalu'),
    ('ug', 'uga', 800, 'UGANDA', 'Uganda'),
    ('ua', 'ukr', 804, 'UKRAINE', 'Ukraine'),
    ('ae', 'are', 784, 'UNITED ARAB EMIRATES', 'United Arab Emirates'),
    ('gb', 'gbr', 826, 'UNITED KINGDOM', 'United Kingdom'),
    ('us', 'usa', 840, 'UNITED STATES', 'United States'),
    ('um', 'umi', 581, 'UNITED STATES MINOR OUTLYING ISLANDS', 'United States Minor Outlying Islands'),
    ('uy', 'ury', 858, 'URUGUAY', 'Uruguay'),
    ('uz', 'uzb', 860, 'UZBEKISTAN', 'Uzbekistan'),
    ('vu', 'vut', 548, 'VANUATU', 'Vanuatu'),
    ('ve', 'ven', 862, 'VENEZUELA', 'Venezuela'),
    ('vn', 'vnm', 704, 'VIET NAM', 'Viet Nam'),
    ('vg', 'vgb', 92, 'VIRGIN ISLANDS, BRITISH', 'Virgin Islands, British'),
    ('vi', 'vir', 850, 'VIRGIN ISLANDS, U.S.', 'Virgin Islands, U.S.'),
    ('wf', 'wlf', 876, 'WALLIS AND FUTUNA', 'Wallis and Futuna'),
    ('eh', 'esh', 732, 'WESTERN SAHARA', 'Western Sahara'),
    ('ye', 'yem', 887, 'YEMEN', 'Yemen'),
    ('zm', 'zmb', 894, 'ZAMBIA', 'Zambia'),
    ('zw', 'zwe', 716, 'ZIMBABWE', 'Zimbabwe'),
    ('ax', 'ala', 248, 'ÅLAND ISLANDS', 'Åland Islands');
