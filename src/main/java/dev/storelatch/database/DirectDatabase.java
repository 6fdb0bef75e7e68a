package dev.storelatch.database;

import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Opens connections for work that changes their state or needs no transaction: outside the pool, and with {@code
 * spring.flyway.url} also past a pooler such as PgBouncer that the requests use.
 */
@Component
public final class DirectDatabase {

    private static final String LOGIN_TIMEOUT_SECONDS = "10";

    private final ObjectProvider<DataSource> pool;
    private final ObjectProvider<FlywayConnectionDetails> direct;

    DirectDatabase(ObjectProvider<DataSource> pool, ObjectProvider<FlywayConnectionDetails> direct) {
        this.pool = pool;
        this.direct = direct;
    }

    /**
     * Returns a source of new connections.
     *
     * @param application their {@code application_name}, by which their statements are found
     */
    public DataSource connections(String application) {
        FlywayConnectionDetails details = direct.getIfAvailable();
        String url = details == null ? null : details.getJdbcUrl();
        if (details == null || url == null) {
            return outside(pool.getObject(), application);
        }
        return named(
                DataSourceBuilder.create()
                        .type(SimpleDriverDataSource.class)
                        .url(url)
                        .username(details.getUsername())
                        .password(details.getPassword())
                        .build(),
                application);
    }

    /** Returns a source of connections to the same database that are not pooled. */
    static SimpleDriverDataSource outside(DataSource pool, String application) {
        return named(
                DataSourceBuilder.derivedFrom(pool)
                        .type(SimpleDriverDataSource.class)
                        .build(),
                application);
    }

    private static SimpleDriverDataSource named(SimpleDriverDataSource database, String application) {
        Properties properties = new Properties();
        properties.setProperty("loginTimeout", LOGIN_TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", application);
        // Otherwise a transaction that is open, such as that of Flyway's lock, keeps the snapshot of its last
        // SELECT, and a "create index concurrently" waits for it for ever. Nor does a pooler have to know prepared
        // statements.
        properties.setProperty("preferQueryMode", "simple");
        database.setConnectionProperties(properties);
        return database;
    }
}
