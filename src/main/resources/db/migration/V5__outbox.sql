-- Notifications ------------------------------------------------------------------------------------------------------

create table storelatch.outbox (
    id          uuid        not null primary key,
    channel     text        not null,
    type        text        not null,
    subject     text        not null,
    recipient   text,
    posted_at   timestamptz not null,
    outcome     text,
    finished_at timestamptz
);

-- Serves the metrics of waiting messages. Finished messages, of which there are many more, are not in it.
create index outbox_waiting on storelatch.outbox (channel, subject) where finished_at is null;
-- Serves the deletion of old messages.
create index outbox_finished_at on storelatch.outbox (finished_at);

comment on table storelatch.outbox is
    'Notifications by mail and webhook, one row for each channel; messages are made from these rows at delivery';
comment on column storelatch.outbox.id is 'id of the message, the same at each attempt; also the task that delivers it';
comment on column storelatch.outbox.channel is 'mail or webhook';
comment on column storelatch.outbox.type is 'type of the notification, such as customer.password_reset';
comment on column storelatch.outbox.subject is 'id of the account or link that the notification is about';
comment on column storelatch.outbox.recipient is
    'address that cannot be looked up at delivery, such as the one before a change; otherwise null';
comment on column storelatch.outbox.posted_at is 'time of the flow that posted the notification';
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
