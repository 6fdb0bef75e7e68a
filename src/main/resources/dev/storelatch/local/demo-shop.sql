-- The demo shop of the local run in Medusa's tables: one customer, one shipped and one pending order, and the user who runs
-- the shop. The ids are fixed,
-- so that documented requests work. All amounts are in cents, before 19 % VAT.

insert into region (id, name, currency_code, tax_rate, tax_code)
values ('reg_01DEM0SH0P0000000000000001', 'Europe', 'eur', 19, 'vat');
insert into payment_provider (id) values ('manual') on conflict do nothing;
insert into fulfillment_provider (id) values ('manual') on conflict do nothing;
insert into shipping_profile (id, name, type)
values ('sp_01DEM0SH0P0000000000000001', 'Default', 'default');
insert into shipping_option (id, name, region_id, profile_id, provider_id, price_type, amount, data)
values ('so_01DEM0SH0P0000000000000001', 'Parcel', 'reg_01DEM0SH0P0000000000000001', 'sp_01DEM0SH0P0000000000000001',
        'manual', 'flat_rate', 500, '{"id": "manual-fulfillment"}');

insert into product (id, title, handle, status)
values ('prod_01DEM0SH0P0000000000000001', 'Linen Shirt', 'linen-shirt', 'published'),
       ('prod_01DEM0SH0P0000000000000002', 'Stoneware Mug', 'stoneware-mug', 'published'),
       ('prod_01DEM0SH0P0000000000000003', 'Wool Scarf', 'wool-scarf', 'published');
insert into product_variant (id, title, product_id, sku, inventory_quantity)
values ('variant_01DEM0SH0P0000000000000001', 'M', 'prod_01DEM0SH0P0000000000000001', 'SHIRT-M', 40),
       ('variant_01DEM0SH0P0000000000000002', 'Blue', 'prod_01DEM0SH0P0000000000000002', 'MUG-BLUE', 120),
       ('variant_01DEM0SH0P0000000000000003', 'Grey', 'prod_01DEM0SH0P0000000000000003', 'SCARF-GREY', 25);

insert into discount_rule (id, description, type, value, allocation)
values ('dru_01DEM0SH0P0000000000000001', '10 % off', 'percentage', 10, 'total');
insert into discount (id, code, is_dynamic, rule_id, is_disabled, usage_count)
values ('disc_01DEM0SH0P0000000000000001', 'WELCOME10', false, 'dru_01DEM0SH0P0000000000000001', false, 1);

-- The user and the customer; the class DemoShop adds the hash of their password.
insert into "user" (id, email, first_name, last_name, role)
values ('usr_01DEM0SH0P0000000000000001', 'admin@example.com', 'Alma', 'Santos', 'admin');
insert into customer (id, email, first_name, last_name, phone, has_account, created_at, updated_at)
values ('cus_01DEM0SH0P0000000000000001', 'user@example.com', 'Uma', 'Serra', '+49 30 901820', true,
        now() - interval '30 days', now() - interval '30 days');
insert into address (id, customer_id, first_name, last_name, address_1, address_2, city, country_code, postal_code)
values ('addr_01DEM0SH0P0000000000000001', 'cus_01DEM0SH0P0000000000000001',
        'Uma', 'Serra', 'Lindenstraße 12', '3rd floor', 'Berlin', 'de', '10969'),
       ('addr_01DEM0SH0P0000000000000002', 'cus_01DEM0SH0P0000000000000001',
        'Uma', 'Serra', 'Hafenweg 7', null, 'Hamburg', 'de', '20457');
update customer set billing_address_id = 'addr_01DEM0SH0P0000000000000001'
where id = 'cus_01DEM0SH0P0000000000000001';

-- The shipped order: 5000 + 2 × 1500 − 800 (10 %) + 500 shipping + 1463 VAT = 9163
insert into "order" (id, status, fulfillment_status, payment_status, customer_id, email, billing_address_id,
                     shipping_address_id, region_id, currency_code, created_at, updated_at)
values ('order_01DEM0SH0P0000000000000001', 'completed', 'shipped', 'captured', 'cus_01DEM0SH0P0000000000000001',
        'user@example.com', 'addr_01DEM0SH0P0000000000000001', 'addr_01DEM0SH0P0000000000000002',
        'reg_01DEM0SH0P0000000000000001', 'eur', now() - interval '21 days', now() - interval '19 days');
insert into line_item (id, order_id, title, description, has_shipping, unit_price, variant_id, quantity,
                       fulfilled_quantity, shipped_quantity, created_at, updated_at)
values ('item_01DEM0SH0P0000000000000001', 'order_01DEM0SH0P0000000000000001', 'Linen Shirt', 'M', true, 5000,
        'variant_01DEM0SH0P0000000000000001', 1, 1, 1, now() - interval '21 days', now() - interval '19 days'),
       ('item_01DEM0SH0P0000000000000002', 'order_01DEM0SH0P0000000000000001', 'Stoneware Mug', 'Blue', true, 1500,
        'variant_01DEM0SH0P0000000000000002', 2, 2, 2, now() - interval '21 days', now() - interval '19 days');
insert into order_discounts (order_id, discount_id)
values ('order_01DEM0SH0P0000000000000001', 'disc_01DEM0SH0P0000000000000001');
insert into line_item_adjustment (id, item_id, description, discount_id, amount)
values ('lia_01DEM0SH0P0000000000000001', 'item_01DEM0SH0P0000000000000001', 'discount',
        'disc_01DEM0SH0P0000000000000001', 500),
       ('lia_01DEM0SH0P0000000000000002', 'item_01DEM0SH0P0000000000000002', 'discount',
        'disc_01DEM0SH0P0000000000000001', 300);
insert into shipping_method (id, shipping_option_id, order_id, price, data)
values ('sm_01DEM0SH0P0000000000000001', 'so_01DEM0SH0P0000000000000001', 'order_01DEM0SH0P0000000000000001', 500, '{}');
insert into payment (id, order_id, amount, currency_code, provider_id, data, captured_at, created_at, updated_at)
values ('pay_01DEM0SH0P0000000000000001', 'order_01DEM0SH0P0000000000000001', 9163, 'eur', 'manual', '{}',
        now() - interval '20 days', now() - interval '21 days', now() - interval '20 days');
insert into fulfillment (id, order_id, tracking_numbers, data, shipped_at, created_at, updated_at, provider_id)
values ('ful_01DEM0SH0P0000000000000001', 'order_01DEM0SH0P0000000000000001', '[]', '{}',
        now() - interval '19 days', now() - interval '20 days', now() - interval '19 days', 'manual');
insert into fulfillment_item (fulfillment_id, item_id, quantity)
values ('ful_01DEM0SH0P0000000000000001', 'item_01DEM0SH0P0000000000000001', 1),
       ('ful_01DEM0SH0P0000000000000001', 'item_01DEM0SH0P0000000000000002', 2);
insert into tracking_link (id, url, tracking_number, fulfillment_id, created_at, updated_at)
values ('tlink_01DEM0SH0P0000000000000001', 'https://parcels.example.com/track/SL4711DE', 'SL4711DE',
        'ful_01DEM0SH0P0000000000000001', now() - interval '19 days', now() - interval '19 days');

-- The pending order: 3900 + 500 shipping + 836 VAT = 5236
insert into "order" (id, status, fulfillment_status, payment_status, customer_id, email, billing_address_id,
                     shipping_address_id, region_id, currency_code, created_at, updated_at)
values ('order_01DEM0SH0P0000000000000002', 'pending', 'not_fulfilled', 'awaiting', 'cus_01DEM0SH0P0000000000000001',
        'user@example.com', 'addr_01DEM0SH0P0000000000000001', 'addr_01DEM0SH0P0000000000000001',
        'reg_01DEM0SH0P0000000000000001', 'eur', now() - interval '1 day', now() - interval '1 day');
insert into line_item (id, order_id, title, description, has_shipping, unit_price, variant_id, quantity,
                       created_at, updated_at)
values ('item_01DEM0SH0P0000000000000003', 'order_01DEM0SH0P0000000000000002', 'Wool Scarf', 'Grey', true, 3900,
        'variant_01DEM0SH0P0000000000000003', 1, now() - interval '1 day', now() - interval '1 day');
insert into shipping_method (id, shipping_option_id, order_id, price, data)
values ('sm_01DEM0SH0P0000000000000002', 'so_01DEM0SH0P0000000000000001', 'order_01DEM0SH0P0000000000000002', 500, '{}');
insert into payment (id, order_id, amount, currency_code, provider_id, data, created_at, updated_at)
values ('pay_01DEM0SH0P0000000000000002', 'order_01DEM0SH0P0000000000000002', 5236, 'eur', 'manual', '{}',
        now() - interval '1 day', now() - interval '1 day');

-- The VAT of each item and shipping method
insert into line_item_tax_line (id, rate, name, code, item_id)
values ('litl_01DEM0SH0P0000000000000001', 19, 'VAT', 'vat', 'item_01DEM0SH0P0000000000000001'),
       ('litl_01DEM0SH0P0000000000000002', 19, 'VAT', 'vat', 'item_01DEM0SH0P0000000000000002'),
       ('litl_01DEM0SH0P0000000000000003', 19, 'VAT', 'vat', 'item_01DEM0SH0P0000000000000003');
insert into shipping_method_tax_line (id, rate, name, code, shipping_method_id)
values ('smtl_01DEM0SH0P0000000000000001', 19, 'VAT', 'vat', 'sm_01DEM0SH0P0000000000000001'),
       ('smtl_01DEM0SH0P0000000000000002', 19, 'VAT', 'vat', 'sm_01DEM0SH0P0000000000000002');
