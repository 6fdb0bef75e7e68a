-- What is to be told by mail or webhook, one row for each way. A row holds ids, from which the message is made when it is
-- sent, and an address only where it cannot be found again; neither opens anything. Times are milliseconds since 1970.
-- due_at is when to try next, and while somebody tries, when somebody else may; it is null once the message is over.
create table storelatch.outbox (
    id        uuid   not null primary key,
    channel   text   not null,
    topic     text   not null,
    subject   text   not null,
    recipient text,
    posted_at bigint not null,
    attempts  int    not null default 0,
    due_at    bigint,
    over_at   bigint,
    outcome   text
);

create index outbox_due_at on storelatch.outbox (channel, due_at) where due_at is not null;
create index outbox_over_at on storelatch.outbox (over_at);
