-- How often all tokens of an account have been ended; no row means never. A token names the epoch in which it was issued
-- and is dead in every other. ended_at, in seconds since 1970, judges the tokens that name none: those of a Medusa server
-- with our secret.
create table storelatch.token_epoch (
    claim      text   not null,
    account_id text   not null,
    epoch      int    not null,
    ended_at   bigint not null,
    primary key (claim, account_id)
);

-- Tokens that were logged out. key is the SHA-256 of what the token's signature signs; expires_at, in seconds since 1970,
-- is the token's own end, after which the row says nothing.
create table storelatch.ended_token (
    key        text   not null primary key,
    expires_at bigint not null
);

create index ended_token_expires_at on storelatch.ended_token (expires_at);

-- The epoch for new tokens. Whoever checks a password reads it in the statement that reads the hash: then a token from a
-- password that is changed meanwhile is born dead.
create function storelatch.token_epoch(claim text, account_id text) returns int
language sql stable
as $$
    select coalesce((select e.epoch from storelatch.token_epoch e
                     where e.claim = $1 and e.account_id = $2), 0)
$$;

-- Whether a well-signed token counts: its account is live, its epoch is the account's, and it was not logged out. A token
-- without an epoch must have been issued after the second in which the account's tokens were last ended. PostgreSQL makes
-- the function part of the query that calls it.
create function storelatch.live_token(claim text, account_id text, epoch int, issued_at bigint, key text)
returns setof boolean
language sql stable
as $$
    select true
    from storelatch.live_account($1, $2)
    left join storelatch.token_epoch e on e.claim = $1 and e.account_id = $2
    where case when $3 is null then e.ended_at is null or $4 > e.ended_at else $3 = coalesce(e.epoch, 0) end
      and not exists (select from storelatch.ended_token t where t.key = $5)
$$;
