-- Row locks instead of an advisory lock, which not every database in PostgreSQL's dialect has.

-- Ends all log-ins of an account, by cookie and by token, and returns the number of its sessions. For commands; the server
-- does the same by events.
create or replace function storelatch.end_log_ins(realm text, account_id text) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
    found_ids text[];
    ended int := 0;
begin
    insert into storelatch.account_state as s (realm, account_id, token_epoch, tokens_revoked_at)
    values ($1, $2, 1, now())
    on conflict (realm, account_id) do update
    set token_epoch = s.token_epoch + 1,
        tokens_revoked_at = greatest(s.tokens_revoked_at, excluded.tokens_revoked_at);

    loop
        -- In the order of their keys, as wherever several sessions are locked.
        select array_agg(found.primary_id) into found_ids
        from (
            select s.primary_id from storelatch.session s
            join storelatch.session_attributes a on a.session_primary_id = s.primary_id
            where a.attribute_name = $1 and a.attribute_bytes = convert_to($2, 'UTF8')
            order by s.primary_id
            for update of s
        ) found;

        delete from storelatch.session_attributes a
        where a.session_primary_id = any(found_ids) and a.attribute_name = $1;
        delete from storelatch.session s
        where s.primary_id = any(found_ids)
          and not exists (select from storelatch.session_attributes other where other.session_primary_id = s.primary_id);
        ended := ended + coalesce(cardinality(found_ids), 0);

        -- A log-in that held the lock may have carried this one over into a new session, which a further query sees.
        exit when not exists (
            select from storelatch.session_attributes a
            where a.attribute_name = $1 and a.attribute_bytes = convert_to($2, 'UTF8'));
    end loop;
    return ended;
end
$$;
