-- Storelatch's own tables, in the schema storelatch, which Flyway creates. Medusa's tables are named without a schema and
-- found by the search_path of the caller. Times are timestamptz, except in the columns that Spring Session writes.

-- Accounts -----------------------------------------------------------------------------------------------------------

create table storelatch.account_state (
    realm             text not null check (realm in ('store', 'admin')),
    account_id        text not null,
    token_epoch       int  not null default 0,
    tokens_revoked_at timestamptz,
    locked_until      timestamptz,
    lock_reason       text,
    locked_at         timestamptz,
    locked_by         text,
    verified_email    text,
    awaits_verification boolean not null default false,
    primary key (realm, account_id)
);

comment on table storelatch.account_state is
    'State of an account beside Medusa''s columns; an account without a row has the defaults';
comment on column storelatch.account_state.realm is 'store for customers, admin for the users who run the store';
comment on column storelatch.account_state.account_id is 'id in Medusa''s table customer or "user"';
comment on column storelatch.account_state.token_epoch is
    'number of times that all tokens of the account were revoked; a token is valid only in the epoch that it names';
comment on column storelatch.account_state.tokens_revoked_at is
    'time of the last of these; tokens without an epoch, which Medusa signed, are valid if issued in a later second';
comment on column storelatch.account_state.locked_until is
    'log-in is refused and no session or token is valid until then; infinity locks for good, null does not lock';
comment on column storelatch.account_state.lock_reason is 'text by the administrator who locked the account';
comment on column storelatch.account_state.locked_at is 'time at which the administrator locked the account';
comment on column storelatch.account_state.locked_by is 'id of that administrator in Medusa''s table "user"';
comment on column storelatch.account_state.verified_email is
    'address that was last used to log in or confirmed by a mailed link; no other address is sent notices';

comment on column storelatch.account_state.awaits_verification is
    'true if the account was registered while addresses had to be verified, and its own was not yet';

-- Returns one row if the account can be logged in: it exists, is no guest, and is neither deleted nor locked. This is a
-- function because a view would prevent Medusa from altering its tables; PostgreSQL inlines it into the calling query.
create function storelatch.live_account(realm text, account_id text)
returns table (
    email text, token_epoch int, tokens_revoked_at timestamptz, verified_email text, awaits_verification boolean)
language sql stable
as $$
    select account.email::text, coalesce(s.token_epoch, 0), s.tokens_revoked_at, s.verified_email,
           coalesce(s.awaits_verification, false)
    from (
        select c.email from customer c
        where $1 = 'store' and c.id = $2 and c.has_account and c.deleted_at is null
        union all
        select u.email from "user" u
        where $1 = 'admin' and u.id = $2 and u.deleted_at is null
    ) account
    left join storelatch.account_state s on s.realm = $1 and s.account_id = $2
    where s.locked_until is null or s.locked_until <= now()
$$;

-- Sessions -----------------------------------------------------------------------------------------------------------

-- The columns up to principal_name are those of Spring Session JDBC, which writes epoch milliseconds.
create table storelatch.session (
    primary_id            text   not null primary key,
    session_id            text   not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int    not null,
    expiry_time           bigint not null,
    principal_name        text,
    version               int    not null default 1,
    device                text,
    network               text
);

-- Both indexes serve the deletion of expired sessions: by idle time, and by absolute lifetime.
create index session_expiry_time on storelatch.session (expiry_time);
create index session_creation_time on storelatch.session (creation_time);

comment on table storelatch.session is 'Log-ins by cookie: one row holds at most one account of each realm';
comment on column storelatch.session.primary_id is
    'random public handle, by which the owner of the log-in names it; it does not authenticate anybody';
comment on column storelatch.session.session_id is 'SHA-256 of the id in the cookie, base64url';
comment on column storelatch.session.creation_time is 'epoch milliseconds';
comment on column storelatch.session.last_access_time is 'epoch milliseconds, written at most once per touch interval';
comment on column storelatch.session.max_inactive_interval is 'idle timeout in seconds';
comment on column storelatch.session.expiry_time is 'epoch milliseconds: last access plus idle timeout';
comment on column storelatch.session.principal_name is 'always null: a session can hold two principals';
comment on column storelatch.session.version is
    'format of the row and its attributes; a release ignores sessions of versions that it does not know';
comment on column storelatch.session.device is 'browser and operating system at log-in, for display';
comment on column storelatch.session.network is 'network of the client at log-in (IPv4 /24, IPv6 /48), for display';

create table storelatch.session_attributes (
    session_primary_id text  not null references storelatch.session on delete cascade,
    attribute_name     text  not null,
    attribute_bytes    bytea not null,
    auth_time          timestamptz,
    methods            text[],
    primary key (session_primary_id, attribute_name)
);

-- Finds the sessions of an account, to list and to end them.
create index session_attributes_account on storelatch.session_attributes (attribute_name, attribute_bytes);

comment on table storelatch.session_attributes is 'Accounts that are logged in by a session, as attributes of Spring Session';
comment on column storelatch.session_attributes.attribute_name is 'realm: store or admin';
comment on column storelatch.session_attributes.attribute_bytes is 'id of the account, which is ASCII';
comment on column storelatch.session_attributes.auth_time is 'time of the log-in (OpenID Connect Core §2)';
comment on column storelatch.session_attributes.methods is 'authentication methods of the log-in (RFC 8176)';

-- Tokens -------------------------------------------------------------------------------------------------------------

create table storelatch.revoked_token (
    key        text        not null primary key,
    expires_at timestamptz not null
);

create index revoked_token_expires_at on storelatch.revoked_token (expires_at);

comment on table storelatch.revoked_token is 'Access tokens that were revoked one by one, by a log-out';
comment on column storelatch.revoked_token.key is 'SHA-256 of the token''s header and payload, base64url';
comment on column storelatch.revoked_token.expires_at is 'expiry of the token, after which the row is deleted';

create table storelatch.refresh_token (
    family     text        not null primary key,
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    epoch      int         not null,
    token_hash text        not null,
    auth_time  timestamptz not null,
    methods    text[]      not null,
    ends_at    timestamptz not null,
    expires_at timestamptz not null
);

create index refresh_token_expires_at on storelatch.refresh_token (expires_at);

comment on table storelatch.refresh_token is 'Log-ins by token that can be refreshed, one row for each (RFC 6749 §1.5)';
comment on column storelatch.refresh_token.family is
    'SHA-256 of the handle that all refresh tokens of the log-in share; access tokens name it';
comment on column storelatch.refresh_token.epoch is 'token epoch of the account at log-in';
comment on column storelatch.refresh_token.token_hash is 'SHA-256 of the one refresh token that is valid';
comment on column storelatch.refresh_token.auth_time is 'time of the log-in (OpenID Connect Core §2)';
comment on column storelatch.refresh_token.methods is 'authentication methods of the log-in (RFC 8176)';
comment on column storelatch.refresh_token.ends_at is 'absolute end of the log-in';
comment on column storelatch.refresh_token.expires_at is 'the earlier of the absolute end and the end of the idle time';

create table storelatch.refresh_token_use (
    family     text        not null references storelatch.refresh_token on delete cascade,
    token_hash text        not null,
    used_at    timestamptz not null,
    primary key (family, token_hash)
);

comment on table storelatch.refresh_token_use is
    'Refresh tokens that were replaced within the grace period, at most eight per log-in, to repeat lost responses';
comment on column storelatch.refresh_token_use.token_hash is 'SHA-256 of the token that was used';

-- Returns the account's e-mail address if a correctly signed token is valid: its account is live, its epoch is the account's,
-- it was not revoked, and the log-in that it belongs to, if it names one, has not ended. PostgreSQL inlines this function, too.
create function storelatch.live_token(
    realm text, account_id text, epoch int, issued_at timestamptz, key text, family text)
returns setof text
language sql stable
as $$
    select a.email
    from storelatch.live_account($1, $2) a
    where case when $3 is null then a.tokens_revoked_at is null or $4 > a.tokens_revoked_at else $3 = a.token_epoch end
      and not exists (select from storelatch.revoked_token t where t.key = $5)
      and ($6 is null or exists (select from storelatch.refresh_token r where r.family = $6))
$$;

-- Customers ----------------------------------------------------------------------------------------------------------

create table storelatch.former_billing_address (
    address_id  text not null primary key,
    customer_id text not null
);

-- Serves the erasure of the customer.
create index former_billing_address_customer on storelatch.former_billing_address (customer_id);

comment on table storelatch.former_billing_address is
    'Addresses without an owner that were the billing address of a customer, whose erasure would not find them otherwise';

-- API tokens ---------------------------------------------------------------------------------------------------------

create table storelatch.api_token (
    user_id text  not null primary key,
    hash    bytea not null
);

create index api_token_hash on storelatch.api_token (hash);

comment on table storelatch.api_token is
    'API tokens of users, one for each; a token that Medusa wrote to "user".api_token counts instead of the row here';
comment on column storelatch.api_token.user_id is 'id in Medusa''s table "user"';
comment on column storelatch.api_token.hash is 'SHA-256 of the token';

-- Mailed links -------------------------------------------------------------------------------------------------------

create table storelatch.link_token (
    id         text        not null primary key,
    slot       text        not null unique,
    hash       text        not null unique,
    purpose    text        not null,
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    recipient  text,
    payload    text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    lasting    boolean     not null default false,
    number     bigint      not null generated always as identity
);

-- Finds the links of an account, which a change of its credentials deletes.
create index link_token_account on storelatch.link_token (realm, account_id);
create index link_token_expires_at on storelatch.link_token (expires_at);
create index link_token_recipient on storelatch.link_token (recipient) where recipient is not null;

comment on table storelatch.link_token is
    'Mailed links that were not used yet; tokens are computed from a row and a key that is not in the database';
comment on column storelatch.link_token.slot is
    'SHA-256 of purpose, account, recipient and payload: a new link replaces an unused one for the same';
comment on column storelatch.link_token.hash is 'SHA-256 of the link''s token';
comment on column storelatch.link_token.recipient is 'address that the link is mailed to; null for the account''s own';
comment on column storelatch.link_token.payload is 'data that only the purpose''s module reads';
comment on column storelatch.link_token.lasting is
    'true if the link stays valid when the credentials of the account change, since it reverts such a change';
comment on column storelatch.link_token.number is 'order of issue, whatever the clocks of the servers say';

-- Rate limits --------------------------------------------------------------------------------------------------------

-- Unlogged, so that counting waits for no disk: a crash of PostgreSQL or a failover empties the table, which restores
-- every budget once.
create unlogged table storelatch.throttle (
    key     bytea       not null primary key,
    full_at timestamptz not null
);

create index throttle_full_at on storelatch.throttle (full_at);

comment on table storelatch.throttle is
    'Budgets that are not full, one row for each budget of an e-mail address, an account or a network';
comment on column storelatch.throttle.key is 'SHA-256 of the budget''s name and the address, account or network';
comment on column storelatch.throttle.full_at is 'time at which the budget is full again';

-- Takes one from each of the budgets, or from none if one of them is empty. Returns the microseconds to wait until all have
-- one; 0 if it was taken. This is the generic cell rate algorithm (ITU-T I.371): full_at stands for all that was taken, and
-- each attempt moves it by one interval. It counts as no further ahead than an empty budget takes to fill, even if a clock
-- was set back or the budget was reduced.
create function storelatch.consume_budgets(keys bytea[], sizes int[], millis bigint[], attempted_at timestamptz)
returns bigint
language plpgsql
as $$
declare
    wait   interval;
    budget record;
    taken  bytea[] := '{}';
begin
    -- Without locks, so that a flood of refused attempts writes nothing.
    select max(t.full_at - b.latest) into wait
    from (select u.key, u.millis * interval '1 millisecond' as one,
                 attempted_at + (u.size - 1) * u.millis * interval '1 millisecond' as latest
          from unnest(keys, sizes, millis) as u (key, size, millis)) b
    join storelatch.throttle t on t.key = b.key
    where t.full_at > b.latest and t.full_at <= b.latest + b.one;

    -- In the order of the keys, as wherever several budgets are locked.
    if wait is null then
        for budget in
            select u.key, u.millis * interval '1 millisecond' as one,
                   attempted_at + (u.size - 1) * u.millis * interval '1 millisecond' as latest
            from unnest(keys, sizes, millis) as u (key, size, millis)
            order by u.key
        loop
            insert into storelatch.throttle as t (key, full_at) values (budget.key, attempted_at + budget.one)
            on conflict (key) do update
            set full_at = greatest(t.full_at, attempted_at) + budget.one
            where t.full_at <= budget.latest;
            if not found then
                update storelatch.throttle t
                set full_at = least(t.full_at, budget.latest + budget.one)
                where t.key = budget.key
                returning t.full_at - budget.latest into wait;
                -- The rows are locked already.
                update storelatch.throttle t
                set full_at = t.full_at - u.millis * interval '1 millisecond'
                from unnest(keys, millis) as u (key, millis)
                where t.key = u.key and t.key = any (taken);
                exit;
            end if;
            taken := taken || budget.key;
        end loop;
    end if;
    return coalesce(extract(epoch from wait) * 1000000, 0);
end
$$;

-- Gives back one that was taken from each of the budgets; one without an interval is filled.
create function storelatch.refund_budgets(keys bytea[], millis bigint[]) returns void
language plpgsql
as $$
declare
    budget record;
begin
    for budget in
        select u.key, u.millis * interval '1 millisecond' as one
        from unnest(keys, millis) as u (key, millis)
        order by u.key
    loop
        if budget.one is null then
            delete from storelatch.throttle t where t.key = budget.key;
        else
            update storelatch.throttle t set full_at = t.full_at - budget.one where t.key = budget.key;
        end if;
    end loop;
end
$$;

create table storelatch.known_device (
    id         bigint      generated always as identity primary key,
    hash       bytea       not null,
    realm      text        not null check (realm in ('store', 'admin')),
    account_id text        not null,
    expires_at timestamptz not null,
    unique (hash, realm, account_id)
);

create index known_device_account on storelatch.known_device (realm, account_id);
create index known_device_expires_at on storelatch.known_device (expires_at);

comment on table storelatch.known_device is
    'Browsers on which an account has logged in, where attempts to log in to it have a budget of their own';
comment on column storelatch.known_device.hash is 'SHA-256 of the cookie storelatch.device';
comment on column storelatch.known_device.expires_at is 'time until which the browser is recognized without a log-in';

-- Returns the e-mail address of an account, null if it is a guest's or there is none.
create function storelatch.account_email(realm text, account_id text) returns text
language sql stable
as $$
    select c.email from customer c where $1 = 'store' and c.id = $2 and c.has_account and c.deleted_at is null
    union all
    select u.email from "user" u where $1 = 'admin' and u.id = $2 and u.deleted_at is null
$$;

-- Notifications ------------------------------------------------------------------------------------------------------

create table storelatch.outbox (
    id          uuid        not null primary key,
    channel     text        not null,
    type        text        not null,
    realm       text        not null check (realm in ('store', 'admin')),
    account_id  text        not null,
    subject     text        not null,
    recipient   text,
    payload     text,
    posted_at   timestamptz not null,
    failure     text,
    outcome     text,
    finished_at timestamptz
);

-- Counts the waiting messages of an account, and those of a channel for the metrics. Finished messages, of which there are
-- many more, are not in it.
create index outbox_waiting on storelatch.outbox (channel, realm, account_id) where finished_at is null;
-- Finds the last mail of an account.
create index outbox_account on storelatch.outbox (account_id, posted_at);
-- Serves the deletion of old messages.
create index outbox_finished_at on storelatch.outbox (finished_at);
-- Serves the deletion of messages of a channel that is not configured any more, which nobody finishes.
create index outbox_posted_at on storelatch.outbox (posted_at);
-- Lists the messages that wait or were given up, for administrators.
create index outbox_unsent on storelatch.outbox (posted_at, id) where finished_at is null or outcome like 'given up: %';

comment on table storelatch.outbox is
    'Notifications by mail and webhook, one row for each channel; messages are made from these rows at delivery';
comment on column storelatch.outbox.id is 'id of the message, the same at each attempt; also the task that delivers it';
comment on column storelatch.outbox.channel is 'mail or webhook';
comment on column storelatch.outbox.type is 'type of the notification, such as customer.password_reset';
comment on column storelatch.outbox.account_id is
    'account that caused the notification; the more of its messages wait, the lower is the priority of the next one';
comment on column storelatch.outbox.subject is 'id of the account or link that the notification is about';
comment on column storelatch.outbox.recipient is
    'address that cannot be looked up at delivery, such as the one before a change; otherwise null';
comment on column storelatch.outbox.payload is
    'data that cannot be looked up at delivery, such as which sessions have ended; otherwise null';
comment on column storelatch.outbox.posted_at is 'time of the flow that posted the notification';
comment on column storelatch.outbox.failure is 'reason for which the last attempt failed; null if none did';
comment on column storelatch.outbox.outcome is
    'accepted, skipped (nothing was left to send), or given up with the reason; null while the message waits';
comment on column storelatch.outbox.finished_at is 'time of the outcome, after which the row is kept for a while';

-- Queues of tasks ----------------------------------------------------------------------------------------------------

-- One table for each queue, since a queue would lock the tasks of others in its table. The columns are those of
-- db-scheduler 16.
create table storelatch.cleanup_task (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

comment on column storelatch.cleanup_task.task_name is 'kind of task';
comment on column storelatch.cleanup_task.task_instance is 'id of the task, unique for its kind';
comment on column storelatch.cleanup_task.task_data is 'always null: the id suffices';
comment on column storelatch.cleanup_task.execution_time is 'time from which the task is due';
comment on column storelatch.cleanup_task.picked is 'true while a server runs the task';
comment on column storelatch.cleanup_task.picked_by is 'host name of that server';
comment on column storelatch.cleanup_task.last_success is 'end of the last successful run';
comment on column storelatch.cleanup_task.last_failure is 'end of the last failed run';
comment on column storelatch.cleanup_task.consecutive_failures is 'number of failed runs since the last successful one';
comment on column storelatch.cleanup_task.last_heartbeat is
    'written every minute while the task runs; the task is run again if it is five minutes old';
comment on column storelatch.cleanup_task.version is 'incremented by each change, to detect concurrent ones';
comment on column storelatch.cleanup_task.priority is 'of several due tasks the one with the highest priority runs first';

comment on table storelatch.cleanup_task is 'Recurring deletion of expired rows: one row';

-- The table of each delivery channel has a task for each message that waits, with the message's id.
create table storelatch.mail_task (like storelatch.cleanup_task including all);

-- The first finds the next task, the second those of servers that were killed.
create index on storelatch.mail_task (priority desc, execution_time);
create index on storelatch.mail_task (last_heartbeat);

create table storelatch.webhook_task (like storelatch.mail_task including all);

comment on table storelatch.mail_task is 'Messages that wait to be mailed';
comment on table storelatch.webhook_task is 'Messages that wait to be sent to the webhook';

-- Audit log ----------------------------------------------------------------------------------------------------------

create table storelatch.audit_event (
    id          bigint      generated always as identity primary key,
    occurred_at timestamptz not null,
    event       text        not null,
    realm       text        check (realm in ('store', 'admin')),
    account_id  text,
    actor_id    text,
    email_code  text,
    network     text,
    way         text        check (way in ('cookie', 'token', 'link', 'api_token', 'command')),
    reason      text        check (length(reason) <= 50),
    detail      text        check (length(detail) <= 200)
);

-- The order of the list, and of the deletion of old events.
create index audit_event_occurred_at on storelatch.audit_event (occurred_at, id);
create index audit_event_event on storelatch.audit_event (event, occurred_at, id);
create index audit_event_account on storelatch.audit_event (account_id, occurred_at, id) where account_id is not null;
create index audit_event_actor on storelatch.audit_event (actor_id, occurred_at, id) where actor_id is not null;
-- These find addresses, and serve the limits on events that anybody can cause.
create index audit_event_email_code on storelatch.audit_event (email_code, event, occurred_at) where email_code is not null;
create index audit_event_network on storelatch.audit_event (network, event, occurred_at) where network is not null;
create index audit_event_without_account on storelatch.audit_event (event, occurred_at) where account_id is null;

comment on table storelatch.audit_event is 'Append-only log of what happened to accounts, without secrets';
comment on column storelatch.audit_event.occurred_at is 'time by the clock of the server';
comment on column storelatch.audit_event.event is 'type, such as authn_login_success: see docs/administration.md';
comment on column storelatch.audit_event.realm is 'realm of the account, or else of the request';
comment on column storelatch.audit_event.account_id is
    'account that the event is about, or the guest with the address that was sent; null if there is none';
comment on column storelatch.audit_event.actor_id is 'user who did this to the account of another';
comment on column storelatch.audit_event.email_code is
    'HMAC of the address that was sent, if it has no account; the address, which may be a mistyped password, is not stored';
comment on column storelatch.audit_event.network is 'network of the client (IPv4 /24, IPv6 /48)';
comment on column storelatch.audit_event.way is 'credential that was used: cookie, token, link or api_token; or command';
comment on column storelatch.audit_event.reason is 'short name of the cause, such as wrong_password';
comment on column storelatch.audit_event.detail is 'short text for administrators';

-- Guards against mistakes: events are not changed but by erasure, and not deleted on the day that they are from. It does not
-- stop the owner of the table, who can drop the trigger.
create function storelatch.keep_audit_event() returns trigger
language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        if (new.id, new.occurred_at, new.event, new.realm, new.account_id, new.actor_id, new.way, new.reason)
               is not distinct from
           (old.id, old.occurred_at, old.event, old.realm, old.account_id, old.actor_id, old.way, old.reason)
           and new.email_code is null and new.network is null and new.detail is null then
            return new;
        end if;
    elsif tg_op = 'DELETE' then
        if old.occurred_at < now() - interval '1 day' then
            return old;
        end if;
    end if;
    raise exception 'Audit events are append-only';
end
$$;

create trigger keep_audit_event before update or delete on storelatch.audit_event
for each row execute function storelatch.keep_audit_event();

create trigger keep_audit_events before truncate on storelatch.audit_event
for each statement execute function storelatch.keep_audit_event();

-- Records what a maintenance command changes, by the statement that changes it. Returns the id of the event.
create function storelatch.record_command(event text, realm text, account_id text, reason text, detail text)
returns bigint
language sql
as $$
    insert into storelatch.audit_event (occurred_at, event, realm, account_id, way, reason, detail)
    values (now(), $1, $2, $3, 'command', $4, $5)
    returning id
$$;

-- Returns the id of the account with an address, or else of the guest with it.
create function storelatch.account_with_email(realm text, email text) returns text
language sql stable
as $$
    (select c.id from customer c where $1 = 'store' and c.email = $2 and c.deleted_at is null
     order by c.has_account desc limit 1)
    union all
    (select u.id from "user" u where $1 = 'admin' and u.email = $2 and u.deleted_at is null limit 1)
    limit 1
$$;

-- Administration of accounts -----------------------------------------------------------------------------------------

-- Returns true if the user is the only live one with the role admin. It locks all of these, in the order of their ids, until
-- the transaction ends: otherwise two administrators could lock or delete each other at the same time.
create function storelatch.is_last_admin(user_id text) returns boolean
language plpgsql
as $$
begin
    perform from "user" u where u.role = 'admin' and u.deleted_at is null order by u.id for update;
    -- A statement of its own sees what was committed while that one waited.
    return (select count(*) = 1 and bool_and(u.id = $1)
            from "user" u cross join lateral storelatch.live_account('admin', u.id)
            where u.role = 'admin');
end
$$;

-- Ends all log-ins of an account, by cookie and by token, and returns the number of its sessions. For commands; the server
-- does the same by events.
create function storelatch.end_log_ins(realm text, account_id text) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
    ended text[];
begin
    insert into storelatch.account_state as s (realm, account_id, token_epoch, tokens_revoked_at)
    values ($1, $2, 1, now())
    on conflict (realm, account_id) do update
    set token_epoch = s.token_epoch + 1,
        tokens_revoked_at = greatest(s.tokens_revoked_at, excluded.tokens_revoked_at);

    -- The lock of the server, so that no session is replaced meanwhile; then the rows in the order of their keys.
    perform pg_advisory_xact_lock(hashtextextended('session:' || upper($1) || ':' || $2, 0));
    select array_agg(found.primary_id) into ended
    from (
        select s.primary_id from storelatch.session s
        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
        where a.attribute_name = $1 and a.attribute_bytes = convert_to($2, 'UTF8')
        order by s.primary_id
        for update of s
    ) found;

    delete from storelatch.session_attributes a
    where a.session_primary_id = any(ended) and a.attribute_name = $1;
    delete from storelatch.session s
    where s.primary_id = any(ended)
      and not exists (select from storelatch.session_attributes other where other.session_primary_id = s.primary_id);
    return coalesce(cardinality(ended), 0);
end
$$;

-- Locks an account for good and ends its log-ins, as an administrator does. Returns the number of its sessions, and null if
-- it is the last administrator, which stays. For commands.
create function storelatch.lock_account(realm text, account_id text, reason text) returns int
language plpgsql
as $$
#variable_conflict use_column
begin
    if $1 = 'admin' and storelatch.is_last_admin($2) then
        return null;
    end if;
    -- As a log-in does, which has then either ended, and is revoked, or waits and is refused.
    perform from customer c where $1 = 'store' and c.id = $2 for update;
    perform from "user" u where $1 = 'admin' and u.id = $2 for update;

    insert into storelatch.account_state (realm, account_id, locked_until, lock_reason, locked_at)
    values ($1, $2, 'infinity', $3, now())
    on conflict (realm, account_id) do update
    set locked_until = excluded.locked_until, lock_reason = excluded.lock_reason, locked_at = excluded.locked_at,
        locked_by = null;
    delete from storelatch.link_token l where l.realm = $1 and l.account_id = $2;
    delete from storelatch.known_device d where d.realm = $1 and d.account_id = $2;
    return storelatch.end_log_ins($1, $2);
end
$$;

-- Returns the address of an erased account, which nobody can have (RFC 2606).
create function storelatch.erased_email(account_id text) returns text
language sql immutable
as $$
    select $1 || '@erased.invalid'
$$;

-- Deletes what is stored in this schema about an account. Its row in Medusa's table must be locked by the caller.
create function storelatch.erase_log_ins(realm text, account_id text, email text) returns void
language sql
as $$
    -- First, as by events that end log-ins, so that the two cannot wait for each other. A row that is locked for good keeps a
    -- concurrent log-in from storing the address again.
    insert into storelatch.account_state (realm, account_id, locked_until) values ($1, $2, 'infinity')
    on conflict (realm, account_id) do update
    set locked_until = excluded.locked_until, lock_reason = null, verified_email = null, awaits_verification = false;

    delete from storelatch.link_token l where l.realm = $1 and l.account_id = $2 or l.recipient = $3;

    -- That sessions have ended names the account by its id alone, and must still be told.
    delete from storelatch.outbox o
    where o.realm = $1 and o.account_id = $2 and o.type <> 'session.ended' or o.recipient = $3;

    delete from storelatch.refresh_token r where r.realm = $1 and r.account_id = $2;

    delete from storelatch.known_device d where d.realm = $1 and d.account_id = $2;

    -- What happened stays, under an id that nothing else tells of.
    update storelatch.audit_event e
    set network = null, detail = null, email_code = null
    where e.account_id = $2 or e.actor_id = $2;

    -- In the order of their keys, as wherever several sessions are locked.
    select s.primary_id from storelatch.session s
    join storelatch.session_attributes a on a.session_primary_id = s.primary_id
    where a.attribute_name = $1 and a.attribute_bytes = convert_to($2, 'UTF8')
    order by s.primary_id
    for update of s;

    with ended as (
        delete from storelatch.session_attributes a
        where a.attribute_name = $1 and a.attribute_bytes = convert_to($2, 'UTF8')
        returning a.session_primary_id
    )
    delete from storelatch.session s
    using ended e
    where s.primary_id = e.session_primary_id
      and not exists (select from storelatch.session_attributes other
                      where other.session_primary_id = s.primary_id and other.attribute_name <> $1);
$$;

-- Erases the personal data of a customer or a guest. Orders keep their e-mail address and their addresses. Rows of Medusa's
-- tables are emptied instead of deleted, since other tables may refer to them. Returns false if there is no such customer,
-- or it has been erased already.
create function storelatch.erase_customer(customer_id text) returns boolean
language plpgsql
as $$
declare
    former_email text;
    former_addresses text[];
begin
    select c.email into former_email
    from customer c
    where c.id = $1 and c.email <> storelatch.erased_email(c.id)
    for update;
    if not found then
        return false;
    end if;

    perform storelatch.erase_log_ins('store', $1, former_email);

    former_addresses := array(
        select a.id from address a where a.customer_id = $1
        union
        select c.billing_address_id from customer c where c.id = $1
        union
        select f.address_id from storelatch.former_billing_address f where f.customer_id = $1
        union
        select unnest(array[c.shipping_address_id, c.billing_address_id]) from cart c where c.customer_id = $1);

    update address a
    set company = null, first_name = null, last_name = null, address_1 = null, address_2 = null, city = null,
        country_code = null, province = null, postal_code = null, phone = null, metadata = null, customer_id = null,
        updated_at = now(), deleted_at = coalesce(a.deleted_at, now())
    where a.id = any (former_addresses)
      -- Medusa accepts any address as a billing address, even another customer's.
      and (a.customer_id = $1 or a.customer_id is null)
      and not exists (select from "order" o where o.shipping_address_id = a.id)
      and not exists (select from "order" o where o.billing_address_id = a.id)
      and not exists (select from claim_order c where c.shipping_address_id = a.id)
      and not exists (select from swap s where s.shipping_address_id = a.id);

    update address a set customer_id = null where a.customer_id = $1;
    delete from storelatch.former_billing_address f where f.customer_id = $1;

    -- Carts of swaps and claims belong to an order.
    update cart c
    set email = null, context = null, metadata = null, updated_at = now()
    where c.customer_id = $1 and c.completed_at is null and c.type not in ('swap', 'claim')
      and not exists (select from "order" o where o.cart_id = c.id);

    delete from customer_group_customers g where g.customer_id = $1;

    update customer c
    set email = storelatch.erased_email(c.id), first_name = null, last_name = null, phone = null,
        billing_address_id = null, password_hash = null, metadata = null, has_account = false,
        updated_at = now(), deleted_at = coalesce(c.deleted_at, now())
    where c.id = $1;
    return true;
end
$$;

-- Erases the personal data of a user who runs the store, with any invite for the same address. Returns false if there is no
-- such user, or it has been erased already.
create function storelatch.erase_user(user_id text) returns boolean
language plpgsql
as $$
declare
    former_email text;
begin
    if storelatch.is_last_admin($1) then
        raise exception 'The last live user with the role admin cannot be erased';
    end if;
    select u.email into former_email
    from "user" u
    where u.id = $1 and u.email <> storelatch.erased_email(u.id)
    for update;
    if not found then
        return false;
    end if;

    perform storelatch.erase_log_ins('admin', $1, former_email);
    delete from storelatch.api_token t where t.user_id = $1;

    update invite i
    set user_email = storelatch.erased_email(i.id), token = i.id, metadata = null,
        updated_at = now(), deleted_at = coalesce(i.deleted_at, now())
    where i.user_email = former_email;

    update "user" u
    set email = storelatch.erased_email(u.id), first_name = null, last_name = null, api_token = null,
        password_hash = null, metadata = null, updated_at = now(), deleted_at = coalesce(u.deleted_at, now())
    where u.id = $1;
    return true;
end
$$;
