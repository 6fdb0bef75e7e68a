package dev.storelatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Rules that no sequence of requests may break, each with a query that finds the rows that do. */
final class DatabaseInvariants {

    private static final String ACCOUNT_EXISTS = """
            exists (select from customer c where %1$s.realm = 'store' and c.id = %1$s.account_id)
            or exists (select from "user" u where %1$s.realm = 'admin' and u.id = %1$s.account_id)
            """;

    private static final Map<String, String> BROKEN = Map.ofEntries(
            Map.entry("every session has an account", """
                    select s.primary_id from storelatch.session s
                    where not exists (select from storelatch.session_attributes a where a.session_primary_id = s.primary_id)
                    """),
            Map.entry("the account of every session can be logged in", """
                    select a.session_primary_id from storelatch.session_attributes a
                    where not exists (
                        select from storelatch.live_account(a.attribute_name, convert_from(a.attribute_bytes, 'UTF8')))
                    """),
            Map.entry(
                    "every account state has an account",
                    "select s.account_id from storelatch.account_state s where not (" + ACCOUNT_EXISTS.formatted("s")
                            + ")"),
            Map.entry(
                    "every known device has an account",
                    "select d.account_id from storelatch.known_device d where not (" + ACCOUNT_EXISTS.formatted("d")
                            + ")"),
            Map.entry(
                    "every link has an account, or was issued for an address without one",
                    "select l.purpose || l.account_id from storelatch.link_token l"
                            + " where l.account_id not like 'none\\_%' and not (" + ACCOUNT_EXISTS.formatted("l")
                            + ")"),
            Map.entry(
                    "every second factor has an account",
                    "select f.account_id from storelatch.second_factor f where not (" + ACCOUNT_EXISTS.formatted("f")
                            + ")"),
            Map.entry("recovery codes come with a second factor", """
                    select r.account_id from storelatch.recovery_code r
                    where not exists (
                        select from storelatch.second_factor f where f.realm = r.realm and f.account_id = r.account_id)
                    """),
            Map.entry("every API token has a user", """
                    select t.user_id from storelatch.api_token t
                    where not exists (select from "user" u where u.id = t.user_id)
                    """),
            Map.entry("every waiting message has a task, and every task a message", """
                    select o.id::text from storelatch.outbox o
                    where o.finished_at is null
                      and not exists (select from storelatch.mail_task t where t.task_instance = o.id::text)
                      and not exists (select from storelatch.webhook_task t where t.task_instance = o.id::text)
                    union all
                    select t.task_instance
                    from (table storelatch.mail_task union all table storelatch.webhook_task) t
                    where not exists (
                        select from storelatch.outbox o where o.id::text = t.task_instance and o.finished_at is null)
                    """),
            Map.entry("messages have an outcome if and only if they are finished", """
                    select o.id::text from storelatch.outbox o where (o.outcome is null) <> (o.finished_at is null)
                    """),
            Map.entry("accounts of customers have a hash of a password, guests have none", """
                    select c.id from customer c
                    where c.deleted_at is null and c.has_account <> coalesce(c.password_hash like '$argon2id$%', false)
                    """),
            Map.entry("users have a hash of a password or none", """
                    select u.id from "user" u where u.password_hash not like '$argon2id$%'
                    """),
            Map.entry("API tokens of users are not stored in clear", """
                    select u.id from "user" u where u.api_token is not null
                    """),
            Map.entry("e-mail addresses are in lower case and not empty", """
                    select email from customer
                    where (email <> lower(email) or email = '') and email not like '%@erased.invalid'
                    union all
                    select email from "user"
                    where (email <> lower(email) or email = '') and email not like '%@erased.invalid'
                    """),
            Map.entry("metadata of accounts are objects", """
                    select id from customer where jsonb_typeof(metadata) <> 'object'
                    union all
                    select id from "user" where jsonb_typeof(metadata) <> 'object'
                    """));

    private final JdbcClient jdbc;
    private final Map<String, List<String>> before = new HashMap<>();

    /**
     * Notes the rows that break a rule already, as some of Medusa's do. Has connections of its own: after a million requests,
     * queries take longer than the server lets a connection be in use.
     */
    DatabaseInvariants(JdbcConnectionDetails database) {
        jdbc = JdbcClient.create(new DriverManagerDataSource(
                database.getJdbcUrl(),
                Objects.requireNonNull(database.getUsername()),
                Objects.requireNonNull(database.getPassword())));
        BROKEN.forEach((rule, query) -> before.put(rule, broken(query)));
    }

    private List<String> broken(String query) {
        return jdbc.sql(query).query(String.class).list();
    }

    /** Asserts every rule, and that no column of any table contains one of the secrets. */
    void check(List<String> secrets) {
        Map<String, List<String>> found = new HashMap<>();
        BROKEN.forEach((rule, query) -> {
            List<String> rows = new ArrayList<>(broken(query));
            rows.removeAll(before.getOrDefault(rule, List.of()));
            if (!rows.isEmpty()) {
                found.put(rule, rows);
            }
        });
        assertThat(found).as("rows that break a rule").isEmpty();
        assertThat(secrets).isNotEmpty();
        // Most secrets begin alike. Comparing each row with each secret would take hours after a million requests.
        String[] beginnings = secrets.stream()
                .map(secret -> secret.substring(0, Math.min(10, secret.length())))
                .distinct()
                .toArray(String[]::new);
        for (String table : tables()) {
            assertThat(jdbc.sql("""
                            with candidate as materialized (
                                select t::text as row from %s t
                                where exists (select from unnest(:beginnings::text[]) b where strpos(t::text, b) > 0)
                            )
                            select row from candidate
                            where exists (select from unnest(:secrets::text[]) s where strpos(row, s) > 0)
                            """.formatted(table))
                            .param("beginnings", beginnings)
                            .param("secrets", secrets.toArray(String[]::new))
                            .query(String.class)
                            .list())
                    .as("secrets in " + table)
                    .isEmpty();
        }
    }

    private List<String> tables() {
        return jdbc.sql("""
                select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'storelatch')
                """).query(String.class).list();
    }
}
