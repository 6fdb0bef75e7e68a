-- Second factors: what an account has to prove at a log-in besides its password, or another first factor.

create table storelatch.second_factor (
    id           text        not null primary key,
    realm        text        not null check (realm in ('store', 'admin')),
    account_id   text        not null,
    method       text        not null,
    name         text        check (length(name) <= 100),
    created_at   timestamptz not null,
    last_used_at timestamptz
);

create index second_factor_account on storelatch.second_factor (realm, account_id);

comment on table storelatch.second_factor is
    'Second factors of accounts; what proves a factor is in a table of its method, whose row is deleted with this one';
comment on column storelatch.second_factor.method is 'name of the method, such as totp';
comment on column storelatch.second_factor.name is 'text by which the owner tells the factor from others';
comment on column storelatch.second_factor.last_used_at is 'time at which it was last proved; null if it was not yet';

create table storelatch.totp (
    factor_id text   not null primary key references storelatch.second_factor on delete cascade,
    secret    bytea  not null,
    last_step bigint not null
);

comment on table storelatch.totp is 'Authenticator apps (RFC 6238)';
comment on column storelatch.totp.secret is
    'AES-GCM with a key that is not in the database; the account is its associated data';
comment on column storelatch.totp.last_step is
    'time step of the last code that was accepted: no code of it, or of an earlier one, is accepted again';

create table storelatch.totp_setup (
    id         text        not null primary key,
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    name       text        check (length(name) <= 100),
    secret     bytea       not null,
    expires_at timestamptz not null,
    unique (realm, account_id)
);

create index totp_setup_expires_at on storelatch.totp_setup (expires_at);

comment on table storelatch.totp_setup is
    'Authenticator apps that wait for a first code, at most one for each account; they are no factors yet';
comment on column storelatch.totp_setup.secret is 'as in the table totp';

create table storelatch.recovery_code (
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    hash       bytea       not null,
    created_at timestamptz not null,
    primary key (realm, account_id, hash)
);

comment on table storelatch.recovery_code is
    'Recovery codes that were not used yet; there are none without another second factor';
comment on column storelatch.recovery_code.hash is 'SHA-256 of the account and the code, which has 80 random bits';

-- Returns the names of the methods of which an account has to prove one after its first factor; an empty array if a log-in
-- needs no second one. PostgreSQL inlines this function into the query that finds the account.
create function storelatch.second_factors(realm text, account_id text) returns table (methods text[])
language sql stable
as $$
    select coalesce(array_agg(distinct f.method order by f.method), '{}')
               || case when count(*) > 0 and exists (
                      select from storelatch.recovery_code r where r.realm = $1 and r.account_id = $2)
                  then '{recovery_code}'::text[] else '{}' end
    from storelatch.second_factor f
    where f.realm = $1 and f.account_id = $2
$$;

create table storelatch.factor_challenge (
    hash       text        not null primary key,
    purpose    text        not null check (purpose in ('login', 'setup', 'proved', 'step_up')),
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    epoch      int         not null,
    methods    text[]      not null,
    login      text,
    expires_at timestamptz not null
);

create index factor_challenge_account on storelatch.factor_challenge (realm, account_id, expires_at);
create index factor_challenge_expires_at on storelatch.factor_challenge (expires_at);

comment on table storelatch.factor_challenge is 'Log-ins that wait for a second factor, and requests for a recent one';
comment on column storelatch.factor_challenge.hash is 'SHA-256 of the challenge, base64url';
comment on column storelatch.factor_challenge.purpose is
    'login, setup of the first factor of an account that must have one, proved (such a factor was set up), or step_up';
comment on column storelatch.factor_challenge.epoch is 'token epoch of the account; a later one voids the challenge';
comment on column storelatch.factor_challenge.methods is 'how the account was authenticated so far (RFC 8176)';
comment on column storelatch.factor_challenge.login is
    'for step_up, the log-in that made the request, by a name that does not authenticate anybody; otherwise null';

create table storelatch.token_authentication (
    key        text        not null primary key,
    auth_time  timestamptz not null,
    methods    text[]      not null,
    expires_at timestamptz not null
);

create index token_authentication_expires_at on storelatch.token_authentication (expires_at);

comment on table storelatch.token_authentication is
    'Access tokens that cannot be refreshed, and whose owner has authenticated again since they were issued';
comment on column storelatch.token_authentication.key is 'SHA-256 of the token''s header and payload, base64url';
comment on column storelatch.token_authentication.auth_time is 'time of the last authentication (OpenID Connect Core §2)';
comment on column storelatch.token_authentication.methods is 'authentication methods (RFC 8176)';
comment on column storelatch.token_authentication.expires_at is 'expiry of the token, after which the row is deleted';

-- Removes all second factors of an account, records it, and returns their number. For commands.
create function storelatch.remove_second_factors(realm text, account_id text) returns int
language plpgsql
as $$
declare
    methods text[];
begin
    perform from customer c where $1 = 'store' and c.id = $2 for update;
    perform from "user" u where $1 = 'admin' and u.id = $2 for update;

    delete from storelatch.factor_challenge c where c.realm = $1 and c.account_id = $2;
    delete from storelatch.totp_setup t where t.realm = $1 and t.account_id = $2;
    delete from storelatch.recovery_code r where r.realm = $1 and r.account_id = $2;
    with removed as (
        delete from storelatch.second_factor f where f.realm = $1 and f.account_id = $2 returning f.method
    )
    select coalesce(array_agg(r.method), '{}') into methods from removed r;

    perform storelatch.record_command('authn_factor_removed', $1, $2, m.method, null)
    from (select distinct unnest(methods) as method) m;
    return cardinality(methods);
end
$$;
