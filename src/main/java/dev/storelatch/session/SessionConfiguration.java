package dev.storelatch.session;

import dev.storelatch.request.ResponseCookies;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Configures the JDBC repository of Spring Session: one SELECT finds a session with the live accounts in it, attributes
 * are plain text, and writes join the caller's transaction.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /** Format in which this release writes sessions, and the only one that it reads. */
    static final int VERSION = 1;

    @Bean
    ResponseCookies responseCookies(SessionSettings settings) {
        return new ResponseCookies(settings.cookie().domain(), settings.cookie().format());
    }

    @Bean
    JdbcIndexedSessionRepository sessionRepository(JdbcTemplate jdbc, SessionIds ids, SessionSettings settings) {
        // A read needs no transaction, and one of its own (REQUIRES_NEW) would need a second connection inside ours.
        var repository = new JdbcIndexedSessionRepository(jdbc, TransactionOperations.withoutTransaction());
        repository.setTableName("storelatch.session");
        repository.setSessionIdGenerator(ids);
        repository.setDefaultMaxInactiveInterval(settings.idleTimeout());
        repository.setConversionService(textOnly());
        repository.setCleanupCron(Scheduled.CRON_DISABLED);
        repository.setCreateSessionQuery(createQuery());
        repository.setGetSessionQuery(getQuery());
        return repository;
    }

    /** Sets the creation time to the first access, which is read from our clock; Spring Session's is the system's. */
    private static String createQuery() {
        return """
                insert into %TABLE_NAME% (primary_id, session_id, creation_time, last_access_time,
                                          max_inactive_interval, expiry_time, principal_name, version)
                select primary_id, session_id, last_access_time, last_access_time,
                       max_inactive_interval, expiry_time, principal_name, {version}
                from (values (?, ?, ?::bigint, ?::bigint, ?::int, ?::bigint, ?))
                     as new (primary_id, session_id, system_time, last_access_time,
                             max_inactive_interval, expiry_time, principal_name)
                """.replace("{version}", String.valueOf(VERSION));
    }

    /**
     * Leaves out accounts that are not live, and sessions of unknown versions. Ids of accounts are ASCII, which the format
     * {@code escape} leaves as it is; other bytes are escaped and match no account, and damaged ones cannot fail a request.
     * Each account's e-mail address and the session's handle are added as attributes that are not stored.
     */
    private static String getQuery() {
        return """
                select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
                       a.attribute_name, a.attribute_bytes
                from %TABLE_NAME% s
                left join lateral (
                    select added.attribute_name, added.attribute_bytes
                    from %TABLE_NAME%_attributes stored
                    cross join lateral storelatch.live_account(
                        stored.attribute_name, encode(stored.attribute_bytes, 'escape')) account
                    cross join lateral (values
                        (stored.attribute_name, stored.attribute_bytes),
                        (stored.attribute_name || '{email}', convert_to(account.email, 'UTF8')),
                        ('{handle}', convert_to(s.primary_id, 'UTF8'))) added (attribute_name, attribute_bytes)
                    where stored.session_primary_id = s.primary_id
                ) a on true
                where s.session_id = ? and s.version = {version}
                """.replace("{version}", String.valueOf(VERSION))
                .replace("{email}", StoredSessions.EMAIL_SUFFIX)
                .replace("{handle}", StoredSessions.HANDLE);
    }

    /** All attributes are text in UTF-8; there is no Java serialization in either direction. */
    private static ConversionService textOnly() {
        var conversions = new GenericConversionService();
        conversions.addConverter(
                Object.class, byte[].class, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
        conversions.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return conversions;
    }
}
