-- Inserts customers :from to :to with what belongs to them, for the drill growth. Requires the variables hash (of the password
-- of all of them), orders (customers for each one that has ordered) and events (of the audit log, for each customer).
\set ON_ERROR_STOP on
set synchronous_commit = off;
set session_replication_role = replica; -- the rows refer to each other, so that nothing is to be checked

-- An id of Medusa's form, a ULID: its first half grows with time, the other is random.
create function pg_temp.id(prefix text, i bigint) returns text language sql immutable as $$
    select prefix || '_01' || upper(lpad(to_hex(i), 8, '0') || substr(md5(prefix || i), 1, 16))
$$;

-- Base64url without padding, of a number of characters.
create function pg_temp.base64url(bytes bytea, length int) returns text language sql immutable as $$
    select left(translate(encode(bytes, 'base64'), '+/', '-_'), length)
$$;
create function pg_temp.hash(value text) returns text language sql immutable as $$
    select pg_temp.base64url(sha256(value::bytea), 43)
$$;

insert into customer (id, email, first_name, last_name, billing_address_id, password_hash, phone, has_account, created_at,
                      updated_at)
select pg_temp.id('cus', i), 'customer' || i || '@example.com', 'First' || i % 1000, 'Last' || i % 10000,
       pg_temp.id('addr', i), :'hash', '0301234' || i % 10000, true, now() - i % 1000 * interval '1 day', now()
from generate_series(:from, :to) i;

insert into address (id, customer_id, first_name, last_name, address_1, city, country_code, postal_code)
select pg_temp.id('addr', i), pg_temp.id('cus', i), 'First' || i % 1000, 'Last' || i % 10000, 'Lindenstraße ' || i % 300,
       'Berlin', 'de', lpad((i % 100000)::text, 5, '0')
from generate_series(:from, :to) i;

insert into storelatch.account_state (realm, account_id, verified_email)
select 'store', pg_temp.id('cus', i), 'customer' || i || '@example.com'
from generate_series(:from, :to) i;

insert into storelatch.session (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time,
                                device, network)
select md5('session' || i)::uuid::text, pg_temp.hash(pg_temp.base64url(sha256(('sid' || i)::bytea), 32)), now_ms - i % 36000000,
       now_ms, 36000000, now_ms + 36000000000 + i % 36000000, 'Firefox on Windows', '198.51.' || i % 256 || '.0/24'
from generate_series(:from, :to) i, (select (extract(epoch from now()) * 1000)::bigint as now_ms) t;

insert into storelatch.session_attributes (session_primary_id, attribute_name, attribute_bytes, auth_time, methods)
select md5('session' || i)::uuid::text, 'store', convert_to(pg_temp.id('cus', i), 'UTF8'), now(), '{pwd}'
from generate_series(:from, :to) i;

insert into storelatch.refresh_token (family, realm, account_id, epoch, token_hash, auth_time, methods, ends_at, expires_at)
select pg_temp.hash(pg_temp.base64url(sha256(('handle' || i)::bytea), 22)), 'store', pg_temp.id('cus', i), 0,
       pg_temp.hash(pg_temp.base64url(sha256(('handle' || i)::bytea), 22) || '.'
                    || pg_temp.base64url(sha256(('secret' || i)::bytea), 43)),
       now(), '{pwd}', now() + interval '90 days', now() + interval '30 days' + i % 86400 * interval '1 second'
from generate_series(:from, :to) i where i % 2 = 0;

insert into storelatch.known_device (hash, realm, account_id, expires_at)
select sha256(('device' || i)::bytea), 'store', pg_temp.id('cus', i), now() + interval '180 days'
from generate_series(:from, :to) i;

insert into storelatch.audit_event (occurred_at, event, realm, account_id, network, way)
select now() - (:to - i) * interval '1 second' - n * interval '1 day', 'authn_login_success', 'store', pg_temp.id('cus', i),
       '198.51.' || i % 256 || '.0/24', 'cookie'
from generate_series(:from, :to) i, generate_series(1, :events) n;

-- Each order has two items, and was paid and shipped.
insert into region (id, name, currency_code, tax_rate) values ('reg_1', 'Europe', 'eur', 19) on conflict do nothing;
insert into "order" (id, status, fulfillment_status, payment_status, customer_id, email, billing_address_id, shipping_address_id,
                     region_id, currency_code, created_at)
select pg_temp.id('order', i), 'completed', 'shipped', 'captured', pg_temp.id('cus', i), 'customer' || i || '@example.com',
       pg_temp.id('addr', i), pg_temp.id('addr', i), 'reg_1', 'eur', now() - i % 1000 * interval '1 day'
from generate_series(:from, :to) i where i % :orders = 0;
insert into line_item (id, order_id, title, description, has_shipping, unit_price, quantity, fulfilled_quantity, shipped_quantity)
select pg_temp.id('item', 2 * i + n), pg_temp.id('order', i), 'Linen Shirt', 'M', true, 5000, 1, 1, 1
from generate_series(:from, :to) i, generate_series(0, 1) n where i % :orders = 0;
insert into line_item_tax_line (id, rate, name, code, item_id)
select pg_temp.id('litl', 2 * i + n), 19, 'VAT', 'vat', pg_temp.id('item', 2 * i + n)
from generate_series(:from, :to) i, generate_series(0, 1) n where i % :orders = 0;
insert into shipping_method (id, shipping_option_id, order_id, price, data)
select pg_temp.id('sm', i), 'so_1', pg_temp.id('order', i), 500, '{}'
from generate_series(:from, :to) i where i % :orders = 0;
insert into payment (id, order_id, amount, currency_code, provider_id, data, captured_at)
select pg_temp.id('pay', i), pg_temp.id('order', i), 12495, 'eur', 'manual', '{}', now()
from generate_series(:from, :to) i where i % :orders = 0;
insert into fulfillment (id, order_id, data, shipped_at, provider_id)
select pg_temp.id('ful', i), pg_temp.id('order', i), '{}', now(), 'manual'
from generate_series(:from, :to) i where i % :orders = 0;
insert into fulfillment_item (fulfillment_id, item_id, quantity)
select pg_temp.id('ful', i), pg_temp.id('item', 2 * i + n), 1
from generate_series(:from, :to) i, generate_series(0, 1) n where i % :orders = 0;
