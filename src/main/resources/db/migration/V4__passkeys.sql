-- Passkeys (WebAuthn Level 3).

create table storelatch.passkey_user (
    realm      text  not null check (realm in ('store', 'admin')),
    account_id text  not null,
    handle     bytea not null unique,
    primary key (realm, account_id)
);

comment on table storelatch.passkey_user is 'Accounts that have asked for a passkey, by the handle that authenticators know them by';
comment on column storelatch.passkey_user.account_id is 'id in Medusa''s table customer or "user"';
comment on column storelatch.passkey_user.handle is
    '64 random bytes, which tell nothing about the account (WebAuthn Level 3 §14.6.1)';

create table storelatch.passkey (
    id              text        not null primary key,
    realm           text        not null,
    account_id      text        not null,
    credential_id   bytea       not null unique check (length(credential_id) between 1 and 1023),
    public_key      bytea       not null,
    aaguid          uuid        not null,
    sign_count      bigint      not null,
    backup_eligible boolean     not null,
    backed_up       boolean     not null,
    transports      text[]      not null,
    name            text        not null check (length(name) between 1 and 100),
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    factor_id       text        unique references storelatch.second_factor on delete cascade,
    foreign key (realm, account_id) references storelatch.passkey_user on delete cascade
);

create index passkey_account on storelatch.passkey (realm, account_id);

comment on table storelatch.passkey is 'Passkeys, with their public keys';
comment on column storelatch.passkey.id is 'public id, by which the owner names it';
comment on column storelatch.passkey.credential_id is 'id that the authenticator has given the credential';
comment on column storelatch.passkey.public_key is 'COSE key (RFC 9052 §7), as CBOR';
comment on column storelatch.passkey.aaguid is 'model of the authenticator, as it says; zero if it does not';
comment on column storelatch.passkey.sign_count is
    'number of signatures when it was last used; a lower one later is that of a copy; 0 if the authenticator does not count';
comment on column storelatch.passkey.backup_eligible is 'true if the passkey can be stored in more than one place';
comment on column storelatch.passkey.backed_up is 'true if it was when it was last used';
comment on column storelatch.passkey.transports is 'hints for browsers how the authenticator can be reached';
comment on column storelatch.passkey.name is 'name that the owner has given it';
comment on column storelatch.passkey.last_used_at is 'time of the last log-in with it; null if there was none';
comment on column storelatch.passkey.factor_id is 'its row in second_factor; null if it is no second factor';

-- Logged, since a challenge that was used must stay so after a crash.
create table storelatch.passkey_challenge (
    hash       bytea       not null primary key,
    expires_at timestamptz not null
);

create index passkey_challenge_expires_at on storelatch.passkey_challenge (expires_at);

comment on table storelatch.passkey_challenge is
    'Challenges that were used; those that were not are in no table, since anybody can ask for any number of them';
comment on column storelatch.passkey_challenge.hash is 'SHA-256 of the challenge';
comment on column storelatch.passkey_challenge.expires_at is 'time after which the challenge is refused anyway';
