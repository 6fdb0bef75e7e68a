package dev.storelatch.session;

import dev.storelatch.core.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists and ends the sessions of an account, which Spring Session cannot: a session of ours can hold two accounts. */
@Repository
class AccountSessionRepository {

    /** Newest first; older ones are still ended by ending all others. */
    private static final int MAX_LISTED = 100;

    private final SessionSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountSessionRepository(SessionSettings settings, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Returns the live sessions of the account, newest first.
     *
     * @param current stored id of the request's own session; empty if it has none
     */
    List<ActiveSession> list(Actor actor, String current) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select s.primary_id, s.device, s.network, s.creation_time, s.last_access_time,
                               s.session_id = :current
                        from storelatch.session_attributes a
                        join storelatch.session s on s.primary_id = a.session_primary_id
                        where a.attribute_name = :realm and a.attribute_bytes = convert_to(:account, 'UTF8')
                          and s.version = :version
                          and s.expiry_time > :now and s.last_access_time > :idle and s.creation_time > :absolute
                        order by s.creation_time desc, s.primary_id
                        limit :length
                        """)
                .param("current", current)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("version", SessionConfiguration.VERSION)
                .param("now", now.toEpochMilli())
                .param("idle", now.minus(settings.idleTimeout()).toEpochMilli())
                .param("absolute", now.minus(settings.absoluteTimeout()).toEpochMilli())
                .param("length", MAX_LISTED)
                .query((row, number) -> new ActiveSession(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getBoolean(6)))
                .list();
    }

    /** Ends one session of the account by its handle. Returns false if there is none. */
    boolean end(Actor actor, String handle) {
        return !delete(actor, find(actor, "s.primary_id = :id", handle)).isEmpty();
    }

    /**
     * Ends all sessions of the account but the one with this stored id, which may be empty. While a session is locked by a
     * log-in that replaces it, this waits, and then finds the new session by a further query.
     *
     * @return the handles of those that were ended
     */
    List<String> endAllExcept(Actor actor, String continuing) {
        List<String> ended = new ArrayList<>();
        do {
            ended.addAll(delete(actor, find(actor, "s.session_id <> :id", continuing)));
        } while (remains(actor, continuing));
        return ended;
    }

    /**
     * Locks a session until the transaction ends, so that a log-in can carry over what it holds. Otherwise a new session could
     * keep a log-in that is being ended in the old one.
     */
    void lock(String storedId) {
        jdbc.sql("select primary_id from storelatch.session where session_id = :id for update")
                .param("id", storedId)
                .query(String.class)
                .optional();
    }

    private boolean remains(Actor actor, String continuing) {
        return jdbc.sql("""
                        select exists (
                            select from storelatch.session s
                            join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                            where a.attribute_name = :realm and a.attribute_bytes = convert_to(:account, 'UTF8')
                              and s.session_id <> :id)
                        """)
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("id", continuing)
                .query(Boolean.class)
                .single();
    }

    /** Locks the rows in the order of their keys, so that two transactions cannot wait for each other. */
    private List<String> find(Actor actor, String condition, String id) {
        return jdbc.sql("""
                        select s.primary_id
                        from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where a.attribute_name = :realm and a.attribute_bytes = convert_to(:account, 'UTF8') and %s
                        order by s.primary_id
                        for update of s
                        """.formatted(condition))
                .param("realm", actor.realm().id())
                .param("account", actor.id())
                .param("id", id)
                .query(String.class)
                .list();
    }

    /** Removes the account from its sessions, and deletes those that hold no other. */
    private List<String> delete(Actor actor, List<String> handles) {
        jdbc.sql("""
                with ended as (
                    delete from storelatch.session_attributes
                    where session_primary_id = any (:handles) and attribute_name = :realm
                )
                delete from storelatch.session s
                where s.primary_id = any (:handles)
                  and not exists (select from storelatch.session_attributes other
                                  where other.session_primary_id = s.primary_id and other.attribute_name <> :realm)
                """)
                .param("handles", handles.toArray(String[]::new))
                .param("realm", actor.realm().id())
                .update();
        return handles;
    }
}
