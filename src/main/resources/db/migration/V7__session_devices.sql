-- version says how the row and its attributes are written, so that a release passes over what it cannot read. device and
-- network are what the owner of the log-in is shown of its origin. Whoever lists or ends a session names it by
-- primary_id, which is random and opens nothing.
alter table storelatch.session
    add column version int not null default 1,
    add column device  text,
    add column network text;

create index session_creation_time on storelatch.session (creation_time);

-- An attribute's text, or null where its bytes are no UTF-8: a row that somebody else wrote must not fail a request.
-- Its text has the database's collation, unlike that of convert_from, so an index finds the account of that id.
create function storelatch.attribute_text(bytes bytea) returns text
language plpgsql immutable strict parallel safe
as $$
begin
    return convert_from(bytes, 'UTF8');
exception when character_not_in_repertoire then
    return null;
end
$$;
