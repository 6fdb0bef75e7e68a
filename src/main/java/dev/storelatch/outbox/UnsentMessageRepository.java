package dev.storelatch.outbox;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the messages that wait or were given up, and has the latter sent again. */
@Repository
class UnsentMessageRepository {

    /** The condition of the index {@code outbox_unsent}. */
    private static final String UNSENT = "(o.finished_at is null or o.outcome like 'given up: %')";

    private final JdbcClient jdbc;
    private final Clock clock;

    UnsentMessageRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the messages of a page, and one more if there is one. */
    List<UnsentMessage> find(UnsentMessageQuery query) {
        StringBuilder where = new StringBuilder(UNSENT);
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", query.rows() + 1));
        if (query.state() != null) {
            where.append(" and o.finished_at is %s null"
                    .formatted(query.state().equals(UnsentMessageQuery.WAITING) ? "" : "not"));
        }
        if (query.before() != null) {
            where.append(
                    " and (o.posted_at, o.id) < (select b.posted_at, b.id from storelatch.outbox b where b.id = :before)");
            parameters.put("before", query.before());
        }
        return select(where.toString(), parameters);
    }

    /** Returns a message; empty if it was delivered, or there is none. */
    Optional<UnsentMessage> find(UUID id) {
        return select("o.id = :id and " + UNSENT, Map.of("id", id, "limit", 1)).stream()
                .findFirst();
    }

    private List<UnsentMessage> select(String where, Map<String, Object> parameters) {
        return jdbc.sql("""
                        select o.id, o.channel, o.type, o.realm, o.account_id, o.outcome, o.failure, o.posted_at, o.finished_at,
                               coalesce(m.execution_time, w.execution_time) as next_attempt_at
                        from storelatch.outbox o
                        left join storelatch.mail_task m
                            on o.channel = 'mail' and m.task_name = :task and m.task_instance = o.id::text
                        left join storelatch.webhook_task w
                            on o.channel = 'webhook' and w.task_name = :task and w.task_instance = o.id::text
                        where %s
                        order by o.posted_at desc, o.id desc
                        limit :limit
                        """.formatted(where))
                .params(parameters)
                .param("task", Delivery.TASK)
                .query(UnsentMessageRepository::message)
                .list();
    }

    private static UnsentMessage message(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        boolean waiting = outcome == null;
        return new UnsentMessage(
                row.getString("id"),
                row.getString("channel"),
                row.getString("type"),
                row.getString("realm"),
                row.getString("account_id"),
                waiting ? UnsentMessageQuery.WAITING : UnsentMessageQuery.GIVEN_UP,
                waiting ? row.getString("failure") : outcome.substring(Delivery.GIVEN_UP.length()),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                instant(row, "next_attempt_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * A message that is to be sent.
     *
     * @param account the account that has caused it
     */
    record Resent(String channel, String type, Actor account) {}

    /**
     * Makes a message that was given up wait again, as if it were posted now. Empty if it is no such message, or its task has
     * not been removed yet.
     */
    Optional<Resent> reopen(UUID id) {
        return jdbc.sql("""
                update storelatch.outbox o
                set outcome = null, finished_at = null, failure = null, posted_at = :now
                where o.id = :id and o.outcome like 'given up: %'
                  and not exists (select from storelatch.mail_task m
                                  where m.task_name = :task and m.task_instance = o.id::text)
                  and not exists (select from storelatch.webhook_task w
                                  where w.task_name = :task and w.task_instance = o.id::text)
                returning o.channel, o.type, o.realm, o.account_id
                """)
                .param("id", id)
                .param("task", Delivery.TASK)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Resent(
                        row.getString(1), row.getString(2), new Actor(Realm.of(row.getString(3)), row.getString(4))))
                .optional();
    }
}
