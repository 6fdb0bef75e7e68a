package dev.storelatch.session;

import dev.storelatch.database.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Spring Session's JDBC repository, made fit: one SELECT finds a session together with the live accounts in it, nothing
 * is serialized but text, and a write joins the transaction of the flow that calls it.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    JdbcIndexedSessionRepository sessionRepository(JdbcTemplate jdbc, SessionIds ids, SessionSettings settings) {
        // A read needs no transaction, and a REQUIRES_NEW of its own would take a second connection inside ours.
        var repository = new JdbcIndexedSessionRepository(jdbc, TransactionOperations.withoutTransaction());
        repository.setTableName("storelatch.session");
        repository.setSessionIdGenerator(ids);
        repository.setDefaultMaxInactiveInterval(settings.idleTimeout());
        repository.setConversionService(textOnly());
        repository.setCleanupCron(Scheduled.CRON_DISABLED);
        // The repository reads the system clock; a session begins with its first access, which Sessions sets.
        repository.setCreateSessionQuery("""
                insert into %TABLE_NAME% (primary_id, session_id, creation_time, last_access_time,
                                          max_inactive_interval, expiry_time, principal_name, version)
                select primary_id, session_id, last_access_time, last_access_time,
                       max_inactive_interval, expiry_time, principal_name, {version}
                from (values (?, ?, ?::bigint, ?::bigint, ?::int, ?::bigint, ?))
                     as new (primary_id, session_id, system_time, last_access_time,
                             max_inactive_interval, expiry_time, principal_name)
                """.replace("{version}", String.valueOf(AccountSessionRepository.VERSION)));
        // An account that is missing, deleted or a guest is not joined: for the reader it is not logged in. Neither is
        // one whose id is no text, nor any in a session of a version that we do not know.
        repository.setGetSessionQuery("""
                select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
                       a.attribute_name, a.attribute_bytes
                from %TABLE_NAME% s
                left join %TABLE_NAME%_attributes a
                       on a.session_primary_id = s.primary_id
                      and exists (select from storelatch.live_account(
                                      a.attribute_name, storelatch.attribute_text(a.attribute_bytes)))
                where s.session_id = ? and s.version = {version}
                """.replace("{version}", String.valueOf(AccountSessionRepository.VERSION)));
        // Its own would spare a session without an idle limit, which a log-out must end too.
        repository.setDeleteSessionQuery("delete from %TABLE_NAME% where session_id = ?");
        return repository;
    }

    @Bean
    Retention idleSessionRetention(Clock clock) {
        return new Retention("session", "primary_id", "expiry_time", clock::millis);
    }

    @Bean
    Retention oldSessionRetention(SessionSettings settings, Clock clock) {
        return new Retention(
                "session",
                "primary_id",
                "creation_time",
                () -> clock.instant().minus(settings.absoluteTimeout()).toEpochMilli());
    }

    /** The only attributes are account ids: text in UTF-8, and no Java serialization in either direction. */
    private static ConversionService textOnly() {
        var conversions = new GenericConversionService();
        conversions.addConverter(
                Object.class, byte[].class, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
        conversions.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return conversions;
    }
}
