package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.NetworkAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the columns of a session that Spring Session does not know, or would write in a way that is not safe. */
@Repository
class SessionDetailRepository {

    private final SessionSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    SessionDetailRepository(SessionSettings settings, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records how the realm's account was logged in to a new session, and from where. */
    void recordLogin(String sessionId, Realm realm, Set<String> methods, ClientInfo client) {
        jdbc.sql("""
                with described as (
                    update storelatch.session set device = :device, network = :network
                    where session_id = :id
                    returning primary_id
                )
                update storelatch.session_attributes a set auth_time = :now, methods = :methods
                from described d
                where a.session_primary_id = d.primary_id and a.attribute_name = :realm
                """)
                .param("device", DeviceDescription.of(client.userAgent()))
                .param(
                        "network",
                        NetworkAddress.of(client.address())
                                .map(NetworkAddress::site)
                                .orElse(null))
                .param("id", sessionId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("methods", methods.toArray(String[]::new))
                .param("realm", realm.id())
                .update();
    }

    /** Copies how the realm's account was logged in from the session that the new one replaces. */
    void copyLogin(String oldSessionId, String newSessionId, Realm realm) {
        jdbc.sql("""
                update storelatch.session_attributes a set auth_time = old.auth_time, methods = old.methods
                from storelatch.session s, storelatch.session old_session
                join storelatch.session_attributes old on old.session_primary_id = old_session.primary_id
                where s.session_id = :new and a.session_primary_id = s.primary_id and a.attribute_name = :realm
                  and old_session.session_id = :old and old.attribute_name = :realm
                """)
                .param("new", newSessionId)
                .param("old", oldSessionId)
                .param("realm", realm.id())
                .update();
    }

    /** Finds when and how the realm's account was authenticated; empty for a session of an earlier release. */
    Optional<Authentication> findAuthentication(String sessionId, Realm realm) {
        return jdbc.sql("""
                        select a.auth_time, a.methods
                        from storelatch.session_attributes a
                        join storelatch.session s on s.primary_id = a.session_primary_id
                        where s.session_id = :id and a.attribute_name = :realm
                          and a.auth_time is not null and a.methods is not null
                        """)
                .param("id", sessionId)
                .param("realm", realm.id())
                .query((row, number) -> new Authentication(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Set.of((String[]) row.getArray(2).getArray())))
                .optional();
    }

    /** Replaces when and how the account was authenticated. Returns false if the session does not hold it any more. */
    boolean replaceAuthentication(String sessionId, Actor account, Authentication authentication) {
        return jdbc.sql("""
                        update storelatch.session_attributes a set auth_time = :time, methods = :methods
                        from storelatch.session s
                        where s.session_id = :id and a.session_primary_id = s.primary_id and a.attribute_name = :realm
                          and a.attribute_bytes = convert_to(:account, 'UTF8')
                        """)
                        .param("time", authentication.time().atOffset(ZoneOffset.UTC))
                        .param("methods", authentication.methods().toArray(String[]::new))
                        .param("id", sessionId)
                        .param("realm", account.realm().id())
                        .param("account", account.id())
                        .update()
                > 0;
    }

    /**
     * Removes the realm's account. Spring Session's UPDATE would write the whole row back, and undo concurrent changes. The
     * session is locked first, since a log-in that replaces it may be carrying the account over.
     *
     * @return false if it was removed before
     */
    boolean removeLogin(String sessionId, Realm realm) {
        return jdbc.sql("""
                with held as (
                    select primary_id from storelatch.session where session_id = :id for update
                )
                delete from storelatch.session_attributes a
                using held s
                where s.primary_id = a.session_primary_id and a.attribute_name = :realm
                """).param("id", sessionId).param("realm", realm.id()).update() > 0;
    }

    /**
     * Deletes the session. Spring Session does not say whether there was one.
     *
     * @return false if it was deleted before
     */
    boolean delete(String sessionId) {
        return jdbc.sql("delete from storelatch.session where session_id = :id")
                        .param("id", sessionId)
                        .update()
                > 0;
    }

    /**
     * Writes the time of the last access, at most once per touch interval and never an earlier one than another request.
     *
     * @return true if it was written
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
