-- Log-in by OpenID Connect ---------------------------------------------------------------------------------------------

create table storelatch.federated_identity (
    id           text        not null primary key,
    realm        text        not null check (realm in ('store', 'admin')),
    account_id   text        not null,
    provider     text        not null,
    issuer       text        not null,
    subject      text        not null,
    email        text,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    unique (realm, issuer, subject)
);

create index federated_identity_account on storelatch.federated_identity (realm, account_id);

comment on table storelatch.federated_identity is
    'Accounts at OpenID providers by which accounts log in; an e-mail address never identifies one';
comment on column storelatch.federated_identity.account_id is 'id in Medusa''s table customer or "user"';
comment on column storelatch.federated_identity.provider is 'name of the provider in the settings, for display';
comment on column storelatch.federated_identity.issuer is 'claim iss of the ID token';
comment on column storelatch.federated_identity.subject is 'claim sub of the ID token, which is unique for the issuer';
comment on column storelatch.federated_identity.email is 'address at the provider when the link was made, for display';

create table storelatch.federation_state (
    state_hash     text        not null primary key,
    browser_hash   text        not null,
    realm          text        not null check (realm in ('store', 'admin')),
    provider       text        not null,
    redirect_to    text,
    token          boolean     not null,
    code_challenge text,
    account_id     text,
    token_epoch    int,
    expires_at     timestamptz not null
);

create index federation_state_expires_at on storelatch.federation_state (expires_at);

comment on table storelatch.federation_state is
    'Log-ins that wait for the answer of a provider; nonce and code verifier are computed from what the browser has';
comment on column storelatch.federation_state.state_hash is 'SHA-256 of the parameter state';
comment on column storelatch.federation_state.browser_hash is 'SHA-256 of the cookie of the browser that has begun';
comment on column storelatch.federation_state.redirect_to is 'page of the shop that the browser returns to';
comment on column storelatch.federation_state.token is 'true if the client asks for a token, false for a session';
comment on column storelatch.federation_state.code_challenge is
    'SHA-256 of a secret of the client, which alone can exchange the one-time code; null to bind it to the browser';
comment on column storelatch.federation_state.account_id is 'account to which the identity is to be linked; null for a log-in';
comment on column storelatch.federation_state.token_epoch is 'token epoch of that account when the link was begun';

create table storelatch.federation_code (
    code_hash      text        not null primary key,
    realm          text        not null check (realm in ('store', 'admin')),
    provider       text        not null,
    account_id     text        not null,
    token_epoch    int         not null,
    token          boolean     not null,
    code_challenge text,
    browser_hash   text        not null,
    expires_at     timestamptz not null
);

create index federation_code_expires_at on storelatch.federation_code (expires_at);

comment on table storelatch.federation_code is 'One-time codes that clients exchange after a log-in at a provider';
comment on column storelatch.federation_code.code_hash is 'SHA-256 of the code';
comment on column storelatch.federation_code.token_epoch is 'token epoch of the account when the code was issued';
comment on column storelatch.federation_code.token is 'true for a token, false for a session';
comment on column storelatch.federation_code.code_challenge is 'as in federation_state';
comment on column storelatch.federation_code.browser_hash is 'as in federation_state';

alter table storelatch.account_state add column proven_email text;

comment on column storelatch.account_state.proven_email is
    'address whose owner has set the credentials of the account: by a mailed link, or by a provider that has verified it';

