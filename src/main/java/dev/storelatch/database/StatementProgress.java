package dev.storelatch.database;

import dev.storelatch.core.PeriodicTask;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports every ten seconds what statements of long work are doing, by what PostgreSQL tells of them: how long each has been
 * running, how much of an index is built, and whether it waits for a lock. Work that takes less time reports nothing.
 */
public final class StatementProgress {

    private static final Logger LOG = LoggerFactory.getLogger(StatementProgress.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final String application;
    private final Consumer<String> out;

    private StatementProgress(DataSource dataSource, String application, Consumer<String> out) {
        this.dataSource = dataSource;
        this.application = application;
        this.out = out;
    }

    /**
     * Does the work, and reports meanwhile.
     *
     * @param dataSource connections for looking, which are held for one short SELECT each
     * @param application {@code application_name} of the connections that do the work
     * @param out receives the lines, which have the beginning of a statement of ours
     * @return the result of the work
     */
    public static <T> T of(DataSource dataSource, String application, Consumer<String> out, Supplier<T> work) {
        return of(dataSource, application, INTERVAL, out, work);
    }

    static <T> T of(
            DataSource dataSource, String application, Duration interval, Consumer<String> out, Supplier<T> work) {
        StatementProgress progress = new StatementProgress(dataSource, application, out);
        PeriodicTask reports = PeriodicTask.start("statement-progress", interval, progress::report);
        try {
            return work.get();
        } finally {
            reports.close();
        }
    }

    private void report() {
        try {
            statements().forEach(out);
        } catch (SQLException unavailable) {
            LOG.debug("The progress cannot be read", unavailable);
        }
    }

    private List<String> statements() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select format('%s: for %s s%s%s',
                            left(regexp_replace(btrim(a.query, e' \\n'), '\\s+', ' ', 'g'), 80),
                            extract(epoch from clock_timestamp() - a.query_start)::bigint,
                            ', ' || p.phase || case
                                when p.blocks_total > 0 then format(' (%s of %s blocks)', p.blocks_done, p.blocks_total)
                                when p.tuples_total > 0 then format(' (%s of %s rows)', p.tuples_done, p.tuples_total)
                                else ''
                            end,
                            case when a.wait_event_type = 'Lock' then ', waits for a lock of another transaction' end)
                        from pg_stat_activity a
                        left join pg_stat_progress_create_index p on p.pid = a.pid
                        where a.application_name = ? and a.datname = current_database() and a.state = 'active'
                            and a.pid <> pg_backend_pid()
                        order by a.query_start
                        limit 10
                        """)) {
            select.setString(1, application);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }
}
