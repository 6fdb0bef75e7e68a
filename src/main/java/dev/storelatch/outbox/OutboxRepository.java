package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of the table {@code outbox}. */
@Repository
class OutboxRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    OutboxRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a message and returns its id. */
    UUID insert(String channel, String type, Notification notification) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into storelatch.outbox
                    (id, channel, type, realm, account_id, subject, recipient, payload, posted_at)
                values (:id, :channel, :type, :realm, :account, :subject, :recipient, :payload, :now)
                """)
                .param("id", id)
                .param("channel", channel)
                .param("type", type)
                .param("realm", notification.account().realm().id())
                .param("account", notification.account().id())
                .param("subject", notification.subject())
                .param("recipient", notification.recipient())
                .param("payload", notification.payload())
                .param("now", now())
                .update();
        return id;
    }

    /** Returns the message; empty if it is finished. */
    Optional<OutboxMessage> findWaiting(UUID id) {
        return jdbc.sql("""
                select id, type, realm, account_id, subject, recipient, payload, posted_at from storelatch.outbox
                where id = :id and finished_at is null
                """).param("id", id).query(OutboxRepository::message).optional();
    }

    private static OutboxMessage message(ResultSet row, int number) throws SQLException {
        return new OutboxMessage(
                row.getObject("id", UUID.class),
                row.getString("type"),
                new Notification(
                        new Actor(Realm.of(row.getString("realm")), row.getString("account_id")),
                        row.getString("subject"),
                        row.getString("recipient"),
                        row.getString("payload")),
                row.getObject("posted_at", OffsetDateTime.class).toInstant());
    }

    void finish(UUID id, String outcome) {
        jdbc.sql("""
                update storelatch.outbox set outcome = :outcome, finished_at = :now
                where id = :id and finished_at is null
                """)
                .param("id", id)
                .param("outcome", outcome)
                .param("now", now())
                .update();
    }

    /** Records why an attempt failed, after which the message is sent again. */
    void recordFailure(UUID id, String failure) {
        jdbc.sql("update storelatch.outbox set failure = :failure where id = :id and finished_at is null")
                .param("failure", failure)
                .param("id", id)
                .update();
    }

    /** Finds the message of one of these types that the account has caused last. */
    Optional<MailStatus> findLast(String channel, Actor account, Collection<String> types) {
        return jdbc.sql("""
                select posted_at, finished_at, outcome, failure from storelatch.outbox
                where account_id = :account and realm = :realm and channel = :channel and type = any (:types)
                order by posted_at desc
                limit 1
                """)
                .param("account", account.id())
                .param("realm", account.realm().id())
                .param("channel", channel)
                .param("types", types.toArray(String[]::new))
                .query((row, number) -> new MailStatus(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        row.getString(3),
                        row.getString(4)))
                .optional();
    }

    /**
     * Messages of an account that wait in the queue of a channel.
     *
     * @param ofType number of those that have the type of the next one
     */
    record Waiting(int all, int ofType) {}

    Waiting countWaiting(String channel, Actor account, String type) {
        return jdbc.sql("""
                select count(*), count(*) filter (where type = :type) from storelatch.outbox
                where channel = :channel and realm = :realm and account_id = :account and finished_at is null
                """)
                .param("channel", channel)
                .param("realm", account.realm().id())
                .param("account", account.id())
                .param("type", type)
                .query((row, number) -> new Waiting(row.getInt(1), row.getInt(2)))
                .single();
    }

    long countWaiting(String channel) {
        return jdbc.sql("select count(*) from storelatch.outbox where channel = :channel and finished_at is null")
                .param("channel", channel)
                .query(Long.class)
                .single();
    }

    /** Returns the age of the oldest waiting message; zero if none waits. */
    Duration longestWait(String channel) {
        OffsetDateTime oldest = jdbc.sql("""
                select coalesce(min(posted_at), :now) from storelatch.outbox
                where channel = :channel and finished_at is null
                """)
                .param("channel", channel)
                .param("now", now())
                .query(OffsetDateTime.class)
                .single();
        return Duration.between(oldest.toInstant(), clock.instant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
