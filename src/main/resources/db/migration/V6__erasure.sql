-- As before, and second factors, passkeys and links to OpenID providers.
-- Deletes what is stored in this schema about an account. Its row in Medusa's table must be locked by the caller.
create or replace function storelatch.erase_log_ins(realm text, account_id text, email text) returns void
language sql
as $$
    -- First, as by events that end log-ins, so that the two cannot wait for each other. A row that is locked for good keeps a
    -- concurrent log-in from storing the address again.
    insert into storelatch.account_state (realm, account_id, locked_until) values ($1, $2, 'infinity')
    on conflict (realm, account_id) do update
    set locked_until = excluded.locked_until, lock_reason = null, verified_email = null, proven_email = null,
        awaits_verification = false;

    delete from storelatch.link_token l where l.realm = $1 and l.account_id = $2 or l.recipient = $3;

    -- That sessions have ended names the account by its id alone, and must still be told.
    delete from storelatch.outbox o
    where o.realm = $1 and o.account_id = $2 and o.type <> 'session.ended' or o.recipient = $3;

    delete from storelatch.refresh_token r where r.realm = $1 and r.account_id = $2;

    delete from storelatch.factor_challenge c where c.realm = $1 and c.account_id = $2;
    delete from storelatch.totp_setup t where t.realm = $1 and t.account_id = $2;
    delete from storelatch.recovery_code r where r.realm = $1 and r.account_id = $2;
    delete from storelatch.passkey_user p where p.realm = $1 and p.account_id = $2;
    delete from storelatch.second_factor f where f.realm = $1 and f.account_id = $2;

    delete from storelatch.federated_identity i where i.realm = $1 and i.account_id = $2;
    delete from storelatch.federation_state s where s.realm = $1 and s.account_id = $2;
    delete from storelatch.federation_code c where c.realm = $1 and c.account_id = $2;

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
