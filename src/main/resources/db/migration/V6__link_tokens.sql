-- Links that were mailed and not used yet. A token is computed from its row's id and a key that is not in the database,
-- whenever it is mailed; here is only its SHA-256. claim and account_id say whose link it is; recipient is the address it
-- goes to if that is not the account's own, and orders are the ones that it hands over. slot is the SHA-256 of all that:
-- asking again puts the new link in the place of the old one. Times are seconds since 1970.
create table storelatch.link_token (
    id         text   not null primary key,
    slot       text   not null unique,
    hash       text   not null unique,
    purpose    text   not null,
    claim      text   not null,
    account_id text   not null,
    recipient  text,
    orders     text[] not null,
    issued_at  bigint not null,
    expires_at bigint not null
);

create index link_token_account on storelatch.link_token (claim, account_id);
create index link_token_expires_at on storelatch.link_token (expires_at);
