package dev.storelatch.support;

import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL statements that the server executes, as PostgreSQL counts them. */
@Component
@Lazy
public class Statements {

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("create extension if not exists pg_stat_statements").update();
    }

    /**
     * Returns the statements of a request, each with the number of its executions in front, without those of the clean-up and of the outbox. The
     * request is made twice, since the first one may write the time of the last access.
     */
    public List<String> of(Runnable request) {
        request.run();
        jdbc.sql("select pg_stat_statements_reset()::text").query(String.class).single();
        request.run();
        return jdbc.sql("""
                        select s.calls || ' ' || s.query
                        from pg_stat_statements s
                        join pg_database d on d.oid = s.dbid
                        where d.datname = current_database() and s.query not like '%pg_stat_statements%'
                          and s.query not ilike '%skip locked%'
                        """).query(String.class).list();
    }
}
