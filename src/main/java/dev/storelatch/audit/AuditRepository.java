package dev.storelatch.audit;

import dev.storelatch.core.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Inserts audit events. */
@Repository
class AuditRepository {

    static final String COLUMNS = "id, occurred_at, event, realm, account_id, actor_id, network, way, reason, detail";

    // Of each type that anybody can cause, so many are recorded within the window. Concurrent ones may exceed that a
    // little.
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MAX_PER_SUBJECT = 20;
    private static final int MAX_PER_NETWORK = 500;
    private static final int MAX_WITHOUT_ACCOUNT = 1_000;

    private final JdbcClient jdbc;
    private final EmailCodes codes;

    AuditRepository(JdbcClient jdbc, EmailCodes codes) {
        this.jdbc = jdbc;
        this.codes = codes;
    }

    /**
     * Inserts the events by one statement, in this order. Of those that anybody can cause, none is inserted beyond the limits
     * of its account or address, of its network, or of all addresses without an account. The same rows are counted with and
     * without an account, so that the response takes as long (ASVS 6.3.8).
     *
     * @return the events that were inserted, with the accounts of addresses
     */
    List<AuditEvent> insert(List<NewAuditEvent> events) {
        Instant earliest = events.get(0).occurredAt();
        return jdbc.sql("""
                insert into storelatch.audit_event
                    (occurred_at, event, realm, account_id, actor_id, email_code, network, way, reason, detail)
                select e.occurred_at::timestamptz, e.event, e.realm, owner.id, e.actor_id,
                       case when owner.id is null then e.email_code end, e.network, e.way, e.reason, e.detail
                from unnest(:times, :events, :limited, :realms, :accounts, :emails, :codes, :actors, :networks, :ways,
                            :reasons, :details)
                    with ordinality as e (occurred_at, event, limited, realm, account_id, email, email_code, actor_id,
                                          network, way, reason, detail, position)
                cross join lateral (
                    select coalesce(e.account_id, storelatch.account_with_email(e.realm, e.email)) as id) owner
                where not e.limited or (
                    (select count(*) from (
                        select from storelatch.audit_event a
                        where a.account_id = owner.id and a.event = e.event and a.occurred_at > :since
                        limit :perSubject) account)
                    + (select count(*) from (
                        select from storelatch.audit_event a
                        where owner.id is null and a.email_code = e.email_code and a.event = e.event
                          and a.occurred_at > :since
                        limit :perSubject) address) < :perSubject
                    and (select count(*) from (
                        select from storelatch.audit_event a
                        where a.account_id is null and a.event = e.event and a.occurred_at > :since
                        limit :withoutAccount) strangers)
                        < case when owner.id is null then :withoutAccount else :withoutAccount + 1 end
                    and (select count(*) from (
                        select from storelatch.audit_event a
                        where a.network = e.network and a.event = e.event and a.occurred_at > :since
                        limit :perNetwork) network) < :perNetwork)
                order by e.position
                returning\s""" + COLUMNS)
                .param("times", texts(events, event -> event.occurredAt().toString()))
                .param("events", texts(events, event -> event.type().id()))
                .param(
                        "limited",
                        events.stream().map(event -> event.type().isLimited()).toArray(Boolean[]::new))
                .param("realms", texts(events, NewAuditEvent::realm))
                .param("accounts", texts(events, NewAuditEvent::accountId))
                .param("emails", texts(events, event -> map(event.email(), EmailAddress::value)))
                .param("codes", texts(events, event -> map(event.email(), codes::code)))
                .param("actors", texts(events, NewAuditEvent::actorId))
                .param("networks", texts(events, NewAuditEvent::network))
                .param("ways", texts(events, NewAuditEvent::way))
                .param("reasons", texts(events, NewAuditEvent::reason))
                .param("details", texts(events, NewAuditEvent::detail))
                .param("since", earliest.minus(WINDOW).atOffset(ZoneOffset.UTC))
                .param("perSubject", MAX_PER_SUBJECT)
                .param("perNetwork", MAX_PER_NETWORK)
                .param("withoutAccount", MAX_WITHOUT_ACCOUNT)
                .query(AuditRepository::event)
                .list();
    }

    /** Reads a row with the {@link #COLUMNS}. */
    static AuditEvent event(ResultSet row, int number) throws SQLException {
        return new AuditEvent(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    private static <T> @Nullable String map(@Nullable T value, Function<T, String> mapping) {
        return value == null ? null : mapping.apply(Objects.requireNonNull(value));
    }

    private static @Nullable String[] texts(
            List<NewAuditEvent> events, Function<NewAuditEvent, @Nullable String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }
}
