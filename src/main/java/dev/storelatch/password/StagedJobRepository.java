package dev.storelatch.password;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** PostgreSQL's statistics of Medusa's table {@code staged_job}, which a Medusa server reads and we do not. */
@Repository
class StagedJobRepository {

    private final JdbcClient jdbc;

    StagedJobRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns how often the table has been read since the statistics were reset. */
    long countReads() {
        return jdbc.sql("""
                select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) from pg_stat_user_tables
                where relid = to_regclass('staged_job')
                """).query(Long.class).single();
    }
}
