package dev.storelatch.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.support.TestPostgres;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Database with the tables of the outbox only. */
final class OutboxTable implements AutoCloseable {

    final HikariDataSource database = new HikariDataSource();
    final JdbcClient jdbc = JdbcClient.create(database);

    OutboxTable() {
        database.setJdbcUrl(TestPostgres.newMigratedDatabase());
        database.setMaximumPoolSize(10);
        database.setMinimumIdle(1);
    }

    void empty() {
        jdbc.sql("truncate storelatch.throttle, storelatch.outbox, storelatch.mail_task, storelatch.webhook_task")
                .update();
    }

    /** Returns the outcomes in the order of posting, with "waiting" for messages that are not finished. */
    List<String> outcomes() {
        return jdbc.sql("select coalesce(outcome, 'waiting') from storelatch.outbox order by posted_at, subject")
                .query(String.class)
                .list();
    }

    /** Returns the id of the only message. */
    UUID id() {
        return jdbc.sql("select id from storelatch.outbox").query(UUID.class).single();
    }

    /** Returns the number of tasks that are due, will be due, or are running. */
    int tasks() {
        return jdbc.sql("select count(*) from storelatch.mail_task")
                .query(Integer.class)
                .single();
    }

    /** Returns the number of failed attempts of the only task, while it does not run; else -1. */
    int failures() {
        return jdbc.sql(
                        "select case when picked then -1 else coalesce(consecutive_failures, 0) end from storelatch.mail_task")
                .query(Integer.class)
                .single();
    }

    /** Returns the number of failed attempts of the task with the fewest, while none runs; else -1. */
    int fewestFailures() {
        return jdbc.sql("""
                        select min(case when picked then -1 else coalesce(consecutive_failures, 0) end)
                        from storelatch.mail_task
                        """).query(Integer.class).single();
    }

    /** Returns the time at which the only task is due. */
    Instant dueAt() {
        return jdbc.sql("select execution_time from storelatch.mail_task")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public void close() {
        database.close();
    }
}
