package dev.storelatch.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of the outbox. */
@Repository
class OutboxRepository {

    /** How long one attempt can take, with all of its time-outs; after that another server may try. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;

    OutboxRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(String channel, String type, Notification notification) {
        jdbc.sql("""
                insert into storelatch.outbox (id, channel, topic, subject, recipient, posted_at, due_at)
                values (:id, :channel, :topic, :subject, :recipient, :now, :now)
                """)
                .param("id", UUID.randomUUID())
                .param("channel", channel)
                .param("topic", type)
                .param("subject", notification.subject())
                .param("recipient", notification.recipient())
                .param("now", clock.millis())
                .update();
    }

    /**
     * Takes the message that has waited longest, for as long as an attempt can take. The attempt is counted before it
     * is made, so whoever is killed in the middle leaves a message that is due again.
     */
    Optional<OutboxMessage> take(String channel) {
        return jdbc.sql("""
                update storelatch.outbox
                set attempts = attempts + 1, due_at = :now + :lease
                where id = (select id from storelatch.outbox
                            where channel = :channel and due_at <= :now
                            order by due_at
                            limit 1
                            for update skip locked)
                returning id, topic, subject, recipient, posted_at, attempts
                """)
                .param("channel", channel)
                .param("now", clock.millis())
                .param("lease", LEASE.toMillis())
                .query((row, number) -> new OutboxMessage(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        new Notification(row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getInt(6)))
                .optional();
    }

    /** Ends the message, unless another server has taken it since. */
    void end(OutboxMessage message, String outcome) {
        jdbc.sql("""
                update storelatch.outbox set due_at = null, over_at = :now, outcome = :outcome
                where id = :id and attempts = :attempts and due_at is not null
                """)
                .param("now", clock.millis())
                .param("outcome", outcome)
                .param("id", message.id())
                .param("attempts", message.attempts())
                .update();
    }

    /** Has the message tried again after the wait, unless another server has taken it since. */
    void postpone(OutboxMessage message, Duration wait) {
        jdbc.sql("""
                update storelatch.outbox set due_at = :due
                where id = :id and attempts = :attempts and due_at is not null
                """)
                .param("due", clock.millis() + wait.toMillis())
                .param("id", message.id())
                .param("attempts", message.attempts())
                .update();
    }

    long waiting(String channel) {
        return jdbc.sql("select count(*) from storelatch.outbox where channel = :channel and due_at is not null")
                .param("channel", channel)
                .query(Long.class)
                .single();
    }

    /** How long the oldest waiting message has waited; zero if none does. */
    Duration longestWait(String channel) {
        long oldest = jdbc.sql("""
                select coalesce(min(posted_at), :now) from storelatch.outbox
                where channel = :channel and due_at is not null
                """)
                .param("channel", channel)
                .param("now", clock.millis())
                .query(Long.class)
                .single();
        return Duration.ofMillis(clock.millis() - oldest);
    }
}
