package dev.storelatch.support;

import dev.storelatch.database.TaskQueue;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The SQL statements that the server executes, as PostgreSQL counts them. Its queues stand still meanwhile, so that a
 * clean-up which happens to be due is not counted.
 */
@Component
@Lazy
public class Statements {

    private final JdbcClient jdbc;
    private final ListableBeanFactory beans;

    Statements(JdbcClient jdbc, ListableBeanFactory beans) {
        this.jdbc = jdbc;
        this.beans = beans;
        jdbc.sql("create extension if not exists pg_stat_statements").update();
    }

    /**
     * One statement.
     *
     * @param calls number of its executions
     * @param rows number of rows that they returned or changed
     * @param blocks number of blocks of shared buffers that they touched
     */
    public record Statement(long calls, String query, long rows, long blocks) {}

    /**
     * Returns the statements of a request, each with the number of its executions in front. The request is made twice, since
     * the first one may write the time of the last access.
     */
    public List<String> of(Runnable request) {
        request.run();
        return during(request::run).stream()
                .map(statement -> statement.calls() + " " + statement.query())
                .toList();
    }

    /** Action that executes statements. */
    public interface Action<X extends Exception> {
        void run() throws X;
    }

    /** Returns the statements while an action is performed, once. */
    public <X extends Exception> List<Statement> during(Action<X> action) throws X {
        List<SmartLifecycle> queues = queues();
        queues.forEach(SmartLifecycle::stop);
        try {
            jdbc.sql("select pg_stat_statements_reset()::text")
                    .query(String.class)
                    .single();
            action.run();
            return jdbc.sql("""
                            select s.calls, s.query, s.rows, s.shared_blks_hit + s.shared_blks_read as blocks
                            from pg_stat_statements s
                            join pg_database d on d.oid = s.dbid
                            where d.datname = current_database() and s.query not like '%pg_stat_statements%'
                            """).query(Statement.class).list();
        } finally {
            queues.forEach(SmartLifecycle::start);
        }
    }

    private List<SmartLifecycle> queues() {
        return beans.getBeansOfType(SmartLifecycle.class).values().stream()
                .filter(bean -> bean.getPhase() == TaskQueue.PHASE && bean.isRunning())
                .toList();
    }
}
