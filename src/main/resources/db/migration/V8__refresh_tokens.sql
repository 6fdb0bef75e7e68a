-- Log-ins that can be refreshed, one row for each. A refresh token begins with a handle; family is the handle's SHA-256,
-- and access tokens name it. token_hash is the SHA-256 of the one token that is good; used are those of the last ones
-- before it, newest first, and used_at says when each was replaced. epoch is the account's at the log-in. ends_at is the
-- log-in's absolute end, expires_at the earlier of that and of the end of its idle time. Times are milliseconds since 1970.
create table storelatch.refresh_token (
    family     text     not null primary key,
    claim      text     not null,
    account_id text     not null,
    epoch      int      not null,
    token_hash text     not null,
    used       text[]   not null default '{}',
    used_at    bigint[] not null default '{}',
    ends_at    bigint   not null,
    expires_at bigint   not null
);

create index refresh_token_expires_at on storelatch.refresh_token (expires_at);

-- Whether a well-signed token counts: as before, and if it names a family, that has not ended. PostgreSQL makes this one,
-- too, part of the query that calls it. The function without a family stays for servers that are not yet replaced.
create function storelatch.live_token(claim text, account_id text, epoch int, issued_at bigint, key text, family text)
returns setof boolean
language sql stable
as $$
    select true
    from storelatch.live_token($1, $2, $3, $4, $5)
    where $6 is null or exists (select from storelatch.refresh_token r where r.family = $6)
$$;
