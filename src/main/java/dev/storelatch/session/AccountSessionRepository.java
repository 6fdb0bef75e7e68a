package dev.storelatch.session;

import dev.storelatch.core.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What Spring Session's repository does not know: an account's sessions, and the columns that are ours. Whoever ends
 * log-ins locks the session's row before its attributes, and several rows in the order of their keys.
 */
@Repository
class AccountSessionRepository {

    /** How this release writes a session, and the only form that it reads. */
    static final int VERSION = 1;

    /** A longer list helps nobody. The newest come first, and ending all others ends all. */
    private static final int LIST_LENGTH = 100;

    private final SessionSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountSessionRepository(SessionSettings settings, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The account's live sessions, newest first.
     *
     * @param current what a row holds of the request's own session id; empty if it has none
     */
    List<ActiveSession> list(Actor actor, String current) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select s.primary_id, s.device, s.network, s.creation_time, s.last_access_time,
                               s.session_id = :current
                        from storelatch.session_attributes a
                        join storelatch.session s on s.primary_id = a.session_primary_id
                        where a.attribute_name = :name and a.attribute_bytes = convert_to(:account, 'UTF8')
                          and s.version = :version
                          and s.expiry_time > :now and s.last_access_time > :idle and s.creation_time > :absolute
                        order by s.creation_time desc, s.primary_id
                        limit :length
                        """)
                .param("current", current)
                .param("name", actor.realm().subjectClaim())
                .param("account", actor.id())
                .param("version", VERSION)
                .param("now", now.toEpochMilli())
                .param("idle", now.minus(settings.idleTimeout()).toEpochMilli())
                .param("absolute", now.minus(settings.absoluteTimeout()).toEpochMilli())
                .param("length", LIST_LENGTH)
                .query((row, number) -> new ActiveSession(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getBoolean(6)))
                .list();
    }

    void describe(String sessionId, Client client) {
        jdbc.sql("update storelatch.session set device = :device, network = :network where session_id = :id")
                .param("device", client.device())
                .param("network", client.network())
                .param("id", sessionId)
                .update();
    }

    /**
     * Ends the account's log-ins, and the sessions left with none.
     *
     * @param handle of the only session that is meant; null means all
     * @param except what a row holds of the session id that is spared; empty spares none
     * @return how many were ended
     */
    int end(Actor actor, @Nullable String handle, String except) {
        hold(actor);
        List<String> found = jdbc.sql("""
                        select s.primary_id
                        from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where a.attribute_name = :name and a.attribute_bytes = convert_to(:account, 'UTF8')
                          and (:handle::text is null or s.primary_id = :handle) and s.session_id <> :except
                        order by s.primary_id
                        for update of s
                        """)
                .param("name", actor.realm().subjectClaim())
                .param("account", actor.id())
                .param("handle", handle)
                .param("except", except)
                .query(String.class)
                .list();
        String[] handles = found.toArray(String[]::new);
        jdbc.sql("""
                with ended as (
                    delete from storelatch.session_attributes
                    where session_primary_id = any (:handles) and attribute_name = :name
                )
                delete from storelatch.session s
                where s.primary_id = any (:handles)
                  and not exists (select from storelatch.session_attributes other
                                  where other.session_primary_id = s.primary_id and other.attribute_name <> :name)
                """)
                .param("handles", handles)
                .param("name", actor.realm().subjectClaim())
                .update();
        return handles.length;
    }

    /**
     * Holds the account's log-ins until the transaction ends: nobody else ends them, or carries one over into a new
     * session. Without it a new session could keep a log-in that is being ended in the old one.
     */
    void hold(Actor actor) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(:account, 0))) held")
                .param("account", "session:" + actor.realm() + ":" + actor.id())
                .query(Integer.class)
                .single();
    }

    /** The repository's own UPDATE would write the session's id back, and so undo what another request has ended. */
    void remove(String sessionId, String attribute) {
        jdbc.sql("""
                delete from storelatch.session_attributes a
                using storelatch.session s
                where s.primary_id = a.session_primary_id and s.session_id = :id and a.attribute_name = :name
                """).param("id", sessionId).param("name", attribute).update();
    }

    /**
     * Writes the last access at most once an interval, and never an earlier one than another request has written.
     *
     * @return whether it was written
     */
    boolean touch(String sessionId, Instant now) {
        return jdbc.sql("""
                        update storelatch.session
                        set last_access_time = :now, expiry_time = :now + max_inactive_interval * 1000::bigint
                        where session_id = :id and last_access_time <= :due
                        """)
                        .param("now", now.toEpochMilli())
                        .param("due", now.minus(settings.touchInterval()).toEpochMilli())
                        .param("id", sessionId)
                        .update()
                > 0;
    }
}
