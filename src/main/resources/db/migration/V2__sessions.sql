-- Spring Session JDBC's two tables, with its column names. Times are milliseconds since 1970, the interval is seconds.
-- session_id is the SHA-256 of the id in the cookie, so that reading the table opens nothing.
create table storelatch.session (
    primary_id            text   not null primary key,
    session_id            text   not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int    not null,
    expiry_time           bigint not null,
    principal_name        text
);

create index session_expiry_time on storelatch.session (expiry_time);

-- customer_id and user_id: an account's id in UTF-8.
create table storelatch.session_attributes (
    session_primary_id text  not null references storelatch.session on delete cascade,
    attribute_name     text  not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);

create index session_attributes_account on storelatch.session_attributes (attribute_name, attribute_bytes);

-- Which accounts can be logged in, for sessions and tokens alike. A function and not a view: a view would stop Medusa
-- from altering its tables, and PostgreSQL makes this one part of the query that calls it. The tables are Medusa's and
-- found by the caller's search_path.
create function storelatch.live_account(claim text, account_id text) returns setof boolean
language sql stable
as $$
    select true from customer where claim = 'customer_id' and id = account_id and has_account and deleted_at is null
    union all
    select true from "user" where claim = 'user_id' and id = account_id and deleted_at is null
$$;
