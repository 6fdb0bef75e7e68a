-- What was counted against an e-mail address, one row for each budget that is not full. key is the SHA-256 of the
-- budget's kind and the address; full_at, in milliseconds since 1970, is when the budget is full again; passed is
-- whether the last attempt did. Unlogged, so that an attempt waits for no disk: a crash of PostgreSQL or a change to a
-- standby empties the table, which gives every budget back once.
create unlogged table storelatch.throttle (
    key     bytea   not null primary key,
    full_at bigint  not null,
    passed  boolean not null
);

create index throttle_full_at on storelatch.throttle (full_at);
