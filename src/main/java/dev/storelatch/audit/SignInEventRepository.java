package dev.storelatch.audit;

import dev.storelatch.core.Actor;
import dev.storelatch.core.LoginHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads events of an account that tell when it has logged in, and why it cannot. */
@Repository
class SignInEventRepository implements LoginHistory {

    /** Bounds the number of rows that are read of an account that is under attack. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInEventRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Events of one type and reason.
     *
     * @param realm realm of the account
     */
    record Occurrences(String event, @Nullable String reason, String realm, long count, Instant first, Instant last) {}

    @Override
    public Optional<Instant> findLastLogin(Actor account) {
        return jdbc.sql("""
                        select occurred_at from storelatch.audit_event
                        where account_id = :account and realm = :realm and event = 'authn_login_success'
                        order by occurred_at desc
                        limit 1
                        """)
                .param("account", account.id())
                .param("realm", account.realm().id())
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /**
     * Counts events since the last log-in, those of failed attempts since the last change of the password if that is later.
     * Failures of a request that has a log-in are no attempts to log in.
     */
    List<Occurrences> findSinceLastLogin(Actor account) {
        return jdbc.sql("""
                        with recent as (
                            select id, event, reason, detail, occurred_at from storelatch.audit_event
                            where account_id = :account and realm = :realm and occurred_at > :from
                        ), latest as (
                            select coalesce(max(id) filter (where event = 'authn_login_success'), 0) as login,
                                   coalesce(max(id) filter (where event = 'authn_password_change'), 0) as password
                            from recent
                        )
                        select event, reason, count(*), min(occurred_at), max(occurred_at)
                        from recent cross join latest
                        where id > login and (id > password or event not like 'authn_login_fail%')
                          and detail is distinct from 'current_password' and detail is distinct from 'step_up'
                        group by event, reason
                        """)
                .param("account", account.id())
                .param("realm", account.realm().id())
                .param("from", clock.instant().minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Occurrences(
                        row.getString(1),
                        row.getString(2),
                        account.realm().id(),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }
}
