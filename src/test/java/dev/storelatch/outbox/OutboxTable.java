package dev.storelatch.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.storelatch.support.TestPostgres;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database with the outbox and nothing else. */
final class OutboxTable implements AutoCloseable {

    private final HikariDataSource database = new HikariDataSource();
    final JdbcClient jdbc = JdbcClient.create(database);

    OutboxTable() {
        database.setJdbcUrl(TestPostgres.newDatabase());
        database.setMaximumPoolSize(10);
        database.setMinimumIdle(1);
        jdbc.sql("create schema storelatch").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V5__outbox.sql")).execute(database);
    }

    void empty() {
        jdbc.sql("truncate storelatch.outbox").update();
    }

    List<String> outcomes() {
        return jdbc.sql("select coalesce(outcome, 'waits') from storelatch.outbox order by posted_at, subject")
                .query(String.class)
                .list();
    }

    /** Of the only row there is. */
    String id() {
        return jdbc.sql("select id from storelatch.outbox").query(String.class).single();
    }

    /** Of the only row there is. */
    long dueAt() {
        return jdbc.sql("select due_at from storelatch.outbox")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        database.close();
    }
}
